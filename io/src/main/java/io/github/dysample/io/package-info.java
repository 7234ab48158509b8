/**
 * Weights and arrays in files.
 *
 * <p>{@link io.github.dysample.io.Checkpoints} reads a state dict of any supported format;
 * {@link io.github.dysample.io.DySampleLayers} finds the DySample layers in it. {@link io.github.dysample.io.Npy} holds
 * one array to a file.
 *
 * <p>Files are not trusted. A reader checks every rule of its format and refuses a file that breaks one with a
 * {@link io.github.dysample.io.FileFormatException}; it allocates no more than a small multiple of the file's size, or,
 * for compressed archives, of the size limit they are held to; it never runs code that a file names.
 *
 * <p>Errors: a damaged or unsupported file is a {@link io.github.dysample.io.FileFormatException}, a file that cannot
 * be read or written any other {@link java.io.IOException}, and arguments or arrays that do not fit are an
 * {@link java.lang.IllegalArgumentException} with the numbers in its message. Every static method may be called from
 * any thread; the values are immutable except for the elements of arrays, which are shared and not copied.
 */
package io.github.dysample.io;
