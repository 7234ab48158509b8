package io.github.dysample.cli;

import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentData;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.lang.SequentialByteArrayReader;
import java.io.IOException;
import java.util.List;

/** How many components the pixels of a JPEG have. The JDK takes some with four for RGB, and refuses others. */
final class JpegInks {
    static final int OF_PRINT = 4;

    private static final int COUNT_AT = 5; // after the bits, the height and the width

    private JpegInks() {}

    /** {@return the number that the frame's header tells, 0 if there is none} */
    static int count(byte[] content) throws IOException {
        List<JpegSegmentType> frames = List.of(JpegSegmentType.SOF0, JpegSegmentType.SOF1, JpegSegmentType.SOF2);
        try {
            JpegSegmentData read = JpegSegmentReader.readSegments(new SequentialByteArrayReader(content), frames);
            for (JpegSegmentType frame : frames) {
                byte[] header = read.getSegment(frame);
                if (header != null && header.length > COUNT_AT) {
                    return header[COUNT_AT];
                }
            }
            return 0;
        } catch (JpegProcessingException damaged) {
            throw new IOException(damaged.getMessage(), damaged);
        }
    }
}
