package io.github.dysample.cli;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The content of a picture as ImageIO reads it. Unlike the JDK's stream over an {@code InputStream} it knows its
 * length, which its TIFF reader holds sizes against before it takes memory.
 */
final class MemoryImageStream extends ImageInputStreamImpl {
    private final byte[] content;

    MemoryImageStream(byte[] content) {
        this.content = content;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < content.length ? Byte.toUnsignedInt(content[(int) streamPos++]) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int most) {
        bitOffset = 0;
        int count = (int) Math.min(most, content.length - streamPos);
        if (count <= 0) {
            return most == 0 ? 0 : -1;
        }
        System.arraycopy(content, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return content.length;
    }
}
