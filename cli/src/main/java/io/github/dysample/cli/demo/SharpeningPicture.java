package io.github.dysample.cli.demo;

import io.github.dysample.Tensor;
import io.github.dysample.cli.picture.Canvas;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The boundaries of a class map: what an upsampler is given, what some make of it, and what is true. */
final class SharpeningPicture {
    private static final int PANEL = 240;
    private static final int GAP = 10;
    private static final int HEAD = 54;
    private static final int FOOT = 52;

    /** From the darkest class to the brightest. */
    private static final int[] COLOURS = {0x1B2A41, 0x2F6F7E, 0xE4A44C, 0xFBF3DC};

    /** In pixels of the upsampled map, squares that the panels show. */
    private static final List<Rectangle> PARTS =
            List.of(new Rectangle(128, 68, 40, 40), new Rectangle(236, 192, 40, 40));

    private record Column(String title, String remark, Tensor maps) {}

    private SharpeningPicture() {}

    static BufferedImage draw(Sharpening sharpening) {
        List<Column> columns = columns(sharpening);
        Canvas canvas = new Canvas(
                GAP + columns.size() * (PANEL + GAP), HEAD + PARTS.size() * (PANEL + GAP) - GAP + FOOT);
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            int left = GAP + i * (PANEL + GAP);
            canvas.title(column.title(), left, 24);
            canvas.remark(column.remark(), left, 44);
            BufferedImage image = image(column.maps());
            int shrink = sharpening.test().truth().w() / column.maps().w();
            for (int row = 0; row < PARTS.size(); row++) {
                Rectangle part = PARTS.get(row);
                canvas.squares(image,
                        new Rectangle(part.x / shrink, part.y / shrink, part.width / shrink, part.height / shrink),
                        new Rectangle(left, HEAD + row * (PANEL + GAP), PANEL, PANEL));
            }
        }
        int bottom = HEAD + PARTS.size() * (PANEL + GAP) - GAP;
        canvas.remark("Two parts of a map of classes, enlarged " + PANEL / PARTS.getFirst().width
                + " times, of a photograph that the layer has not seen. Colours mix where classes do.",
                GAP, bottom + 21);
        canvas.remark("Figures: mean squared error and wrong pixels of the whole map. Where a class is thinner than a"
                + " given pixel, dots remain.", GAP, bottom + 41);
        return canvas.image();
    }

    private static List<Column> columns(Sharpening sharpening) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("given", "half the size", sharpening.test().half()));
        for (String name : List.of("bilinear", "bicubic", sharpening.learned())) {
            ClassErrors errors = sharpening.errors(name);
            String title = name + switch (name) {
                case "bilinear" -> ", before learning";
                case "bicubic" -> "";
                default -> ", after learning";
            };
            columns.add(new Column(title,
                    String.format(Locale.ROOT, "error %.4f, %.2f %% wrong", errors.meanSquare(), errors.wrongPercent()),
                    sharpening.results().get(name)));
        }
        columns.add(new Column("true", "the whole size", sharpening.test().truth()));
        return columns;
    }

    /** The colours of the classes, mixed by what the maps say. */
    private static BufferedImage image(Tensor maps) {
        return Canvas.picture(maps.w(), maps.h(), (x, y) -> {
            int pixel = 0;
            for (int shift = 16; shift >= 0; shift -= 8) {
                double level = 0;
                for (int c = 0; c < COLOURS.length; c++) {
                    level += maps.get(0, c, y, x) * (COLOURS[c] >> shift & 255);
                }
                pixel |= Math.clamp(Math.round(level), 0, 255) << shift;
            }
            return pixel;
        });
    }
}
