package io.github.dysample.io.internal.zip;

/**
 * One file of a zip archive.
 *
 * @param deflated whether the data are deflated, else they are stored
 * @param compressed the number of bytes in the archive
 * @param size the number of bytes it has
 */
public record ZipMember(
        String name, boolean deflated, long crc, long compressed, long size, long headerAt, long dataAt) {}
