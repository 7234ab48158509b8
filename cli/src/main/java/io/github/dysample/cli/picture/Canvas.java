package io.github.dysample.cli.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.IntBinaryOperator;

/** A sheet to draw on, with the paper, ink and captions that all pictures share. */
public final class Canvas {
    public static final Color PAPER = new Color(0xFCFCFA);
    public static final Color INK = new Color(0x22262B);
    public static final Color FAINT = new Color(0x70767D);
    public static final Color ACCENT = new Color(0xE4572E);

    private final BufferedImage image;
    private final Graphics2D graphics;
    private final StrokeFont large = new StrokeFont(12);
    private final StrokeFont small = new StrokeFont(10);

    /** An empty sheet. */
    public Canvas(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, width, height);
    }

    /** {@return a picture whose pixels have a colour by column and row} */
    public static BufferedImage picture(int width, int height, IntBinaryOperator rgb) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, rgb.applyAsInt(x, y));
            }
        }
        return picture;
    }

    /** {@return the picture so far} */
    public BufferedImage image() {
        return image;
    }

    /** {@return what draws on it} */
    public Graphics2D graphics() {
        return graphics;
    }

    /** A caption, its baseline at y. */
    public void title(String text, double x, double y) {
        graphics.setColor(INK);
        large.draw(graphics, text, x, y);
    }

    /** A remark, its baseline at y. */
    public void remark(String text, double x, double y) {
        graphics.setColor(FAINT);
        small.draw(graphics, text, x, y);
    }

    /** {@return the width of a remark} */
    public double remarkWidth(String text) {
        return small.width(text);
    }

    /** A part of a picture, every pixel a square. */
    public void squares(BufferedImage source, Rectangle part, Rectangle place) {
        draw(source, part, place, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    }

    /** A part of a picture, brought to another size smoothly. */
    public void smooth(BufferedImage source, Rectangle part, Rectangle place) {
        draw(source, part, place, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    }

    private void draw(BufferedImage source, Rectangle part, Rectangle place, Object interpolation) {
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
        graphics.drawImage(
                source,
                place.x, place.y, place.x + place.width, place.y + place.height,
                part.x, part.y, part.x + part.width, part.y + part.height,
                null);
    }
}
