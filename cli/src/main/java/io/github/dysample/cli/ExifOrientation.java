package io.github.dysample.cli;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.imaging.png.PngChunk;
import com.drew.imaging.png.PngChunkReader;
import com.drew.imaging.png.PngChunkType;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.RandomAccessReader;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.tiff.DirectoryTiffHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Finds the orientation in the content of a picture. EXIF that cannot be read does not make a picture unreadable. */
final class ExifOrientation {
    private static final byte[] PREAMBLE = ExifReader.JPEG_SEGMENT_PREAMBLE.getBytes(StandardCharsets.US_ASCII);

    private ExifOrientation() {}

    static Orientation of(FileExtension format, byte[] content) {
        try {
            return switch (format) {
                case JPEG -> inJpeg(content);
                case PNG -> inPng(content);
                case TIFF -> inTiff(content, 0);
                default -> Orientation.UPRIGHT;
            };
        } catch (ImageProcessingException | IOException | RuntimeException damaged) {
            return Orientation.UPRIGHT;
        }
    }

    private static Orientation inJpeg(byte[] content) throws ImageProcessingException, IOException {
        var segments = JpegSegmentReader.readSegments(
                new SequentialByteArrayReader(content), List.of(JpegSegmentType.APP1));
        for (byte[] segment : segments.getSegments(JpegSegmentType.APP1)) {
            if (Arrays.mismatch(segment, PREAMBLE) == PREAMBLE.length) {
                return inTiff(segment, PREAMBLE.length);
            }
        }
        return Orientation.UPRIGHT;
    }

    private static Orientation inPng(byte[] content) throws ImageProcessingException, IOException {
        for (PngChunk chunk : new PngChunkReader().extract(
                new SequentialByteArrayReader(content), Set.of(PngChunkType.eXIf))) {
            return inTiff(chunk.getBytes(), 0);
        }
        return Orientation.UPRIGHT;
    }

    private static Orientation inTiff(byte[] content, int at) throws ImageProcessingException, IOException {
        Metadata metadata = new Metadata();
        new TiffReader().processTiff(new ByteArrayReader(content, at), new FirstDirectory(metadata), 0);
        Integer value = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class)
                .getInteger(ExifDirectoryBase.TAG_ORIENTATION);
        return value == null ? Orientation.UPRIGHT : Orientation.ofExif(value);
    }

    /** The directory that describes the picture. Those of the camera, of thumbnails and so on are left alone. */
    private static final class FirstDirectory extends DirectoryTiffHandler {
        FirstDirectory(Metadata metadata) {
            super(metadata, null);
            pushDirectory(new ExifIFD0Directory());
        }

        @Override
        public void setTiffMarker(int marker) {
            // Whatever kind of TIFF it is, the tag is the same.
        }

        @Override
        public boolean tryEnterSubIfd(int tag) {
            return false;
        }

        @Override
        public boolean hasFollowerIfd() {
            return false;
        }

        @Override
        public Long tryCustomProcessFormat(int tag, int format, long components) {
            return null;
        }

        /** Skips the values of all other tags, which in a TIFF may be as large as the picture. */
        @Override
        public boolean customProcessTag(
                int at, Set<Integer> seen, int headerAt, RandomAccessReader reader, int tag, int bytes) {
            return tag != ExifDirectoryBase.TAG_ORIENTATION;
        }
    }
}
