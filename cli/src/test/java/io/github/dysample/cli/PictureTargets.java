package io.github.dysample.cli;

import io.github.dysample.testing.FuzzTarget;
import io.github.dysample.testing.ReadingRule;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** The reader of pictures as a target of a fuzzer. */
final class PictureTargets implements FuzzTarget.Source {
    /** A byte of a file may stand for 8 · 1032 pixels, and these are decoded and made floats. */
    private static final ReadingRule RULE = new ReadingRule(8 * 1032 * 16, 16 << 20);

    private static final List<String> WORDS = List.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "iCCP", "zTXt",
            "\u00ff\u00d8", "\u00ff\u00c0", "\u00ff\u00c2", "\u00ff\u00c4", "\u00ff\u00da", "\u00ff\u00db",
            "\u00ff\u00dd", "\u00ff\u00e0", "\u00ff\u00ee\0\u000eAdobe", "\u00ff\u00d9", "JFIF\0");

    private final Path file;

    /** In the folder where the JVM is started. */
    PictureTargets() {
        this(Path.of("picture"));
    }

    /** With a file to write to. */
    PictureTargets(Path file) {
        this.file = file;
    }

    @Override
    public List<FuzzTarget> targets() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (int type : new int[] {
            BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR
        }) {
            seeds.add(encoded(type, "png"));
        }
        seeds.add(encoded(BufferedImage.TYPE_BYTE_GRAY, "jpeg"));
        seeds.add(encoded(BufferedImage.TYPE_3BYTE_BGR, "jpeg"));
        return List.of(new FuzzTarget("picture", seeds, WORDS, bytes -> {
            Files.write(file, bytes);
            return !RULE.refuses("picture", bytes.length, () -> Pictures.read(file));
        }));
    }

    private static byte[] encoded(int type, String format) throws IOException {
        BufferedImage image = new BufferedImage(5, 3, type);
        for (int i = 0; i < 15; i++) {
            image.setRGB(i % 5, i / 5, 0xFF000000 | i * 0x0F1113);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
