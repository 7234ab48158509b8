package io.github.dysample.io.internal.bytes;

/** The bytes of a file held in an array. */
public record MemoryBytes(String name, byte[] array) implements Bytes {
    @Override
    public long size() {
        return array.length;
    }

    @Override
    public void read(long position, byte[] into, int from, int length) {
        System.arraycopy(array, Math.toIntExact(position), into, from, length);
    }

    @Override
    public void close() {}
}
