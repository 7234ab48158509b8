package io.github.dysample.cli.picture;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Letters drawn as pen strokes. Java's own fonts need some installed on the machine, which servers and containers often
 * lack, and would make the pictures differ between machines.
 *
 * <p>A line of the table is a character, its width, and its strokes: capitals stand between y = 0 and the baseline at
 * 6, a slash lifts the pen, a tilde marks the control point of a quadratic curve.
 */
final class StrokeFont {
    private static final double CAPITAL = 6;
    private static final double SPACING = 1.7;
    private static final double SPACE = 2;
    private static final float PEN = 0.8f;

    private record Glyph(double width, Path2D strokes) {}

    private final Map<Integer, Glyph> glyphs = new HashMap<>();
    private final double scale;

    /**
     * A font of a size.
     *
     * @param height of a capital, in pixels
     */
    StrokeFont(double height) {
        this.scale = height / CAPITAL;
        table().lines().forEach(this::add);
    }

    private static String table() {
        try (InputStream in = StrokeFont.class.getResourceAsStream("strokes.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(String line) {
        String[] words = line.split(" ");
        Path2D strokes = new Path2D.Double();
        boolean penUp = true;
        double[] control = null;
        for (int i = 2; i < words.length; i++) {
            if (words[i].equals("/")) {
                penUp = true;
                continue;
            }
            boolean bends = words[i].startsWith("~");
            double[] point = point(bends ? words[i].substring(1) : words[i]);
            if (bends) {
                control = point;
            } else if (penUp) {
                strokes.moveTo(point[0], point[1]);
                penUp = false;
            } else if (control != null) {
                strokes.quadTo(control[0], control[1], point[0], point[1]);
                control = null;
            } else {
                strokes.lineTo(point[0], point[1]);
            }
        }
        glyphs.put(words[0].codePointAt(0), new Glyph(Double.parseDouble(words[1]), strokes));
    }

    private static double[] point(String text) {
        int comma = text.indexOf(',');
        return new double[] {
            Double.parseDouble(text.substring(0, comma)), Double.parseDouble(text.substring(comma + 1))
        };
    }

    private Glyph glyph(int character) {
        Glyph glyph = glyphs.get(character);
        if (glyph == null) {
            throw new IllegalArgumentException("no strokes for the character " + Character.toString(character));
        }
        return glyph;
    }

    /** {@return the width of a text in pixels} */
    double width(String text) {
        double width = text.codePoints().mapToDouble(this::advance).sum();
        return scale * (width - SPACING);
    }

    private double advance(int character) {
        return character == ' ' ? SPACE + SPACING / 2 : glyph(character).width() + SPACING;
    }

    /** Writes a text in the current colour, its baseline at y. */
    void draw(Graphics2D graphics, String text, double x, double y) {
        Graphics2D pen = (Graphics2D) graphics.create();
        pen.setStroke(new BasicStroke(PEN, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.transform(new AffineTransform(scale, 0, 0, scale, x, y - scale * CAPITAL));
        text.codePoints().forEach(character -> {
            if (character != ' ') {
                pen.draw(glyph(character).strokes());
            }
            pen.translate(advance(character), 0);
        });
        pen.dispose();
    }
}
