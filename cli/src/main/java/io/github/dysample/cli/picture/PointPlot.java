package io.github.dysample.cli.picture;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** The points that one group of a layer samples, over the pixels of the input, each with its way there. */
public final class PointPlot {
    private static final double LARGEST_DOT = 5.5;

    private final Canvas canvas;
    private final Tensor offsets;
    private final DySampleConfig config;
    private final int item;
    private final int group;

    private Rectangle part;
    private double pixel; // the side of an input pixel
    private double dot = LARGEST_DOT;

    /** A plot of the offsets (B, 2·g·s², H, W) of one item and group. */
    public PointPlot(Canvas canvas, Tensor offsets, DySampleConfig config, int item, int group) {
        this.canvas = canvas;
        this.offsets = offsets;
        this.config = config;
        this.item = item;
        this.group = group;
    }

    /** Draws a part of the input, in input pixels, and its points in a place of the same proportions. */
    public void draw(BufferedImage input, Rectangle part, Rectangle place) {
        this.part = part;
        pixel = (double) place.width / part.width;
        dot = Math.min(LARGEST_DOT, pixel / (4 * config.scale()));
        canvas.squares(input, part, place);
        grid(place);
        drawPoints(place);
    }

    /** {@return what a part is, for a remark} */
    public static String describe(Rectangle part) {
        return "columns " + part.x + " to " + (part.x + part.width - 1) + ", rows " + part.y + " to "
                + (part.y + part.height - 1) + " of the input, one square is one input pixel";
    }

    /** Says what ring and dot are. */
    public void legend(double x, double baseline) {
        dot = LARGEST_DOT;
        String initial = "where a bilinear upsampler samples";
        double middle = baseline - 5;
        double left = x + 6;
        swatch(left, middle, 12);
        ring(left + 6, middle);
        canvas.remark(initial, left + 28, baseline);
        left += 28 + canvas.remarkWidth(initial) + 44;
        swatch(left, middle, 46);
        way(left + 6, middle, left + 40, middle);
        canvas.remark("where this layer samples instead", left + 62, baseline);
    }

    /** Initial and final position of each output pixel of the part, in input pixels, centres at the integers. */
    private void drawPoints(Rectangle place) {
        int s = config.scale();
        float[] initial = config.initialPositions();
        Shape whole = canvas.graphics().getClip();
        canvas.graphics().clip(place);
        for (int y = part.y; y < part.y + part.height; y++) {
            for (int x = part.x; x < part.x + part.width; x++) {
                for (int i = 0; i < s; i++) {
                    for (int j = 0; j < s; j++) {
                        int kx = (group * s + i) * s + j;
                        int ky = kx + config.groups() * s * s;
                        way(
                                place.x + across(x + initial[kx]),
                                place.y + down(y + initial[ky]),
                                place.x + across(clipped(x + offsets.get(item, kx, y, x), offsets.w())),
                                place.y + down(clipped(y + offsets.get(item, ky, y, x), offsets.h())));
                    }
                }
            }
        }
        canvas.graphics().setClip(whole);
    }

    /** NaN becomes 0, too. */
    private static double clipped(double point, int size) {
        return point > 0 ? Math.min(point, size - 1) : 0;
    }

    private void grid(Rectangle place) {
        Graphics2D graphics = canvas.graphics();
        graphics.setColor(new Color(255, 255, 255, 90));
        for (int x = 1; x < part.width; x++) {
            graphics.fillRect((int) (place.x + x * pixel), place.y, 1, place.height);
        }
        for (int y = 1; y < part.height; y++) {
            graphics.fillRect(place.x, (int) (place.y + y * pixel), place.width, 1);
        }
    }

    private double across(double x) {
        return (x - part.x + 0.5) * pixel;
    }

    private double down(double y) {
        return (y - part.y + 0.5) * pixel;
    }

    /** From a ring at the initial position to a dot at the sampling point, light on dark to show on any pixel. */
    private void way(double fromX, double fromY, double toX, double toY) {
        Graphics2D graphics = canvas.graphics();
        outlined(new Line2D.Double(fromX, fromY, toX, toY));
        ring(fromX, fromY);
        graphics.setColor(Color.WHITE);
        graphics.fill(circle(toX, toY, dot));
        graphics.setColor(Canvas.ACCENT);
        graphics.fill(circle(toX, toY, dot * 0.75));
    }

    private void ring(double x, double y) {
        outlined(circle(x, y, 0.73 * dot));
    }

    private void outlined(Shape shape) {
        Graphics2D graphics = canvas.graphics();
        graphics.setStroke(new BasicStroke(3f));
        graphics.setColor(new Color(0, 0, 0, 130));
        graphics.draw(shape);
        graphics.setStroke(new BasicStroke(1.4f));
        graphics.setColor(Color.WHITE);
        graphics.draw(shape);
    }

    private static Ellipse2D circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private void swatch(double left, double middle, double width) {
        canvas.graphics().setColor(new Color(0x8A7A66));
        canvas.graphics().fill(new RoundRectangle2D.Double(left - 6, middle - 11, width + 12, 22, 8, 8));
    }
}
