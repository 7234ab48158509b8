package io.github.dysample.cli;

import java.nio.file.Path;

/**
 * Where the result of one file goes.
 *
 * @param in the file to read
 * @param out the file to write
 * @param kind its format
 * @param newFolder the folder to make for it, or null
 */
record Destination(Path in, Path out, FileExtension kind, Path newFolder) {}
