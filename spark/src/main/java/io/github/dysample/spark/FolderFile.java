package io.github.dysample.spark;

import java.io.Serializable;

/**
 * A file to upsample.
 *
 * @param in where it is
 * @param out where its result goes
 * @param bytes its size
 */
record FolderFile(String in, String out, long bytes) implements Serializable {}
