package io.github.dysample.cli.demo;

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

/** Where one group of a layer samples: its points drawn over the pixels of the input, each with the way it has come. */
final class SamplingPicture {
    private static final int PIXEL = 88;
    private static final int MARGIN = 16;
    private static final int HEAD = 60;
    private static final int FOOT = 44;
    private static final double DOT = 5.5;
    private static final double RING = 4;

    private final Tensor offsets;
    private final DySampleConfig config;
    private final int group;
    private final String channels;
    private final Rectangle part;
    private final Canvas canvas;

    private SamplingPicture(Tensor offsets, DySampleConfig config, int group, String channels, Rectangle part) {
        this.offsets = offsets;
        this.config = config;
        this.group = group;
        this.channels = channels;
        this.part = part;
        this.canvas = new Canvas(2 * MARGIN + PIXEL * part.width, HEAD + PIXEL * part.height + FOOT);
    }

    /**
     * Draws a part of the input, and the points that the output pixels over it sample.
     *
     * @param input the picture (1, 3, H, W)
     * @param offsets the layer's offsets (1, 2·g·s², H, W)
     * @param config the layer
     * @param group whose points, from 0
     * @param channels the names of the group's channels
     * @param part in input pixels
     */
    static BufferedImage draw(
            Tensor input, Tensor offsets, DySampleConfig config, int group, String channels, Rectangle part) {
        SamplingPicture picture = new SamplingPicture(offsets, config, group, channels, part);
        Rectangle place = new Rectangle(MARGIN, HEAD, PIXEL * part.width, PIXEL * part.height);
        picture.canvas.squares(Photograph.image(input), part, place);
        picture.grid(place);
        picture.drawPoints(place);
        picture.drawWords(place);
        return picture.canvas.image();
    }

    private interface Point {
        void at(double fromX, double fromY, double toX, double toY);
    }

    /** Initial and final position of each output pixel of the part, in input pixels, centres at the integers. */
    private void forEachPoint(Point point) {
        int s = config.scale();
        for (int y = part.y; y < part.y + part.height; y++) {
            for (int x = part.x; x < part.x + part.width; x++) {
                for (int i = 0; i < s; i++) {
                    for (int j = 0; j < s; j++) {
                        int across = (group * s + i) * s + j;
                        int down = across + config.groups() * s * s;
                        point.at(
                                x + initial(j),
                                y + initial(i),
                                Math.clamp(x + offsets.get(0, across, y, x), 0, offsets.w() - 1),
                                Math.clamp(y + offsets.get(0, down, y, x), 0, offsets.h() - 1));
                    }
                }
            }
        }
    }

    private double initial(int position) {
        return ((1 - config.scale()) / 2.0 + position) / config.scale();
    }

    private void grid(Rectangle place) {
        Graphics2D graphics = canvas.graphics();
        graphics.setColor(new Color(255, 255, 255, 90));
        for (int x = 1; x < part.width; x++) {
            graphics.fillRect(place.x + x * PIXEL, place.y, 1, place.height);
        }
        for (int y = 1; y < part.height; y++) {
            graphics.fillRect(place.x, place.y + y * PIXEL, place.width, 1);
        }
    }

    private void drawPoints(Rectangle place) {
        Shape whole = canvas.graphics().getClip();
        canvas.graphics().clip(place);
        forEachPoint((fromX, fromY, toX, toY) ->
                way(place.x + across(fromX), place.y + down(fromY), place.x + across(toX), place.y + down(toY)));
        canvas.graphics().setClip(whole);
    }

    private double across(double x) {
        return (x - part.x + 0.5) * PIXEL;
    }

    private double down(double y) {
        return (y - part.y + 0.5) * PIXEL;
    }

    /** From a ring at the initial position to a dot at the sampling point, light on dark to show on any pixel. */
    private void way(double fromX, double fromY, double toX, double toY) {
        Graphics2D graphics = canvas.graphics();
        outlined(new Line2D.Double(fromX, fromY, toX, toY));
        ring(fromX, fromY);
        graphics.setColor(Color.WHITE);
        graphics.fill(circle(toX, toY, DOT));
        graphics.setColor(Canvas.ACCENT);
        graphics.fill(circle(toX, toY, DOT - 1.4));
    }

    private void ring(double x, double y) {
        outlined(circle(x, y, RING));
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

    private void drawWords(Rectangle place) {
        canvas.title(
                "Where " + config.paperName() + " samples: group " + (group + 1) + " of " + config.groups()
                        + " (" + channels + ")", MARGIN, 26);
        canvas.remark("columns " + part.x + " to " + (part.x + part.width - 1) + ", rows " + part.y + " to "
                + (part.y + part.height - 1) + " of the input, one square is one input pixel", MARGIN, 46);
        legend(place.getMaxY() + 27);
    }

    private void legend(double baseline) {
        String initial = "where a bilinear upsampler samples";
        double middle = baseline - 5;
        double left = MARGIN + 6;
        swatch(left, middle, 12);
        ring(left + 6, middle);
        canvas.remark(initial, left + 28, baseline);
        left += 28 + canvas.remarkWidth(initial) + 44;
        swatch(left, middle, 46);
        way(left + 6, middle, left + 40, middle);
        canvas.remark("where this layer samples instead", left + 62, baseline);
    }

    private void swatch(double left, double middle, double width) {
        canvas.graphics().setColor(new Color(0x8A7A66));
        canvas.graphics().fill(new RoundRectangle2D.Double(left - 6, middle - 11, width + 12, 22, 8, 8));
    }
}
