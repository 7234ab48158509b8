package io.github.dysample.io.internal.zip;

/**
 * One file of a zip archive.
 *
 * @param name its name, with slashes
 * @param deflated whether the data are deflated, else they are stored
 * @param crc the CRC-32 of its bytes
 * @param compressed the number of bytes in the archive
 * @param size the number of bytes it has
 * @param headerAt where its local header stands
 * @param dataAt where its data stand
 */
public record ZipMember(
        String name, boolean deflated, long crc, long compressed, long size, long headerAt, long dataAt) {}
