package io.github.dysample.cli.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Positive values that change by orders of magnitude, one after another, on a logarithmic scale. */
public final class CurvePlot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 84;
    private static final int RIGHT = 20;
    private static final int TOP = 64;
    private static final int BOTTOM = 40;
    private static final Color LINES = new Color(0xE2E3E0);
    private static final Color DOTS = new Color(0x70, 0x76, 0x7D, 90);
    private static final double DOT = 1.3;
    private static final int WINDOWS = 40; // means are taken over a part of this size
    private static final int[] MARKS = {1, 2, 5};
    private static final double SMALLEST = 1e-30; // in the place of 0, which has no logarithm
    private static final double LEFT_OUT = 0.02; // of the smallest values, which stand on the lower edge
    private static final int FEWEST_MARKS = 3;
    private static final int ACROSS = 4;

    private final Canvas canvas = new Canvas(WIDTH, HEIGHT);
    private final Graphics2D graphics = canvas.graphics();
    private final double[] values;
    private final double lowest;
    private final double highest;

    private CurvePlot(double[] values) {
        this.values = values;
        double[] sorted = Arrays.stream(values).filter(value -> value > SMALLEST).sorted().toArray();
        double least = sorted.length == 0 ? 1 : sorted[(int) (sorted.length * LEFT_OUT)];
        double most = sorted.length == 0 ? 1 : sorted[sorted.length - 1];
        this.lowest = Math.log10(least) - 0.03;
        this.highest = Math.max(Math.log10(Math.max(most, SMALLEST)), lowest + 0.1) + 0.03;
    }

    /** Draws values that are not negative, the first at step 0. */
    public static BufferedImage draw(String title, String remark, double[] values) {
        CurvePlot plot = new CurvePlot(values);
        plot.canvas.title(title, LEFT, 26);
        plot.canvas.remark(remark, LEFT, 47);
        plot.drawScale();
        plot.drawDots();
        plot.drawMeans();
        return plot.canvas.image();
    }

    private double across(double step) {
        return LEFT + (WIDTH - LEFT - RIGHT) * step / Math.max(1, values.length - 1);
    }

    private double down(double value) {
        double share = (Math.log10(Math.max(value, SMALLEST)) - lowest) / (highest - lowest);
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.clamp(share, 0, 1);
    }

    private void drawScale() {
        for (double value : marks()) {
            graphics.setColor(LINES);
            graphics.fill(new Rectangle2D.Double(LEFT, down(value), WIDTH - LEFT - RIGHT, 1));
            String text = text(value);
            canvas.remark(text, LEFT - 10 - canvas.remarkWidth(text), down(value) + 5);
        }
        for (int i = 0; i <= ACROSS; i++) {
            long step = Math.round((double) i * Math.max(0, values.length - 1) / ACROSS);
            String text = (i == 0 ? "step " : "") + step;
            double width = canvas.remarkWidth(text);
            double shift = i == 0 ? 0 : i == ACROSS ? width : width / 2;
            canvas.remark(text, across(step) - shift, HEIGHT - 14);
        }
    }

    /** The round values within the range: 1, 2 and 5 of each power of ten, or if that is too few, even steps. */
    private List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        for (int power = (int) Math.floor(lowest); power <= highest; power++) {
            for (int mark : MARKS) {
                add(marks, mark, power);
            }
        }
        for (int power = (int) Math.floor(lowest); marks.size() < FEWEST_MARKS; power--) {
            marks.clear();
            for (int mark = 1; mark * Math.pow(10, power) <= Math.pow(10, highest); mark++) {
                add(marks, mark, power);
            }
        }
        return marks;
    }

    private void add(List<Double> marks, int mark, int power) {
        double value = new BigDecimal(mark).scaleByPowerOfTen(power).doubleValue();
        if (Math.log10(value) >= lowest && Math.log10(value) <= highest) {
            marks.add(value);
        }
    }

    private static String text(double value) {
        return value >= 1e-4 && value < 1e5
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : String.format(Locale.ROOT, "%.0e", value);
    }

    private void drawDots() {
        graphics.setColor(DOTS);
        for (int step = 0; step < values.length; step++) {
            graphics.fill(new Ellipse2D.Double(across(step) - DOT, down(values[step]) - DOT, 2 * DOT, 2 * DOT));
        }
    }

    /** Of the values around each step. */
    private void drawMeans() {
        int half = values.length / WINDOWS / 2;
        double[] sums = new double[values.length + 1];
        for (int step = 0; step < values.length; step++) {
            sums[step + 1] = sums[step] + values[step];
        }
        Path2D line = new Path2D.Double();
        for (int step = 0; step < values.length; step++) {
            // As far to one side as to the other, so that the ends are not pulled.
            int reach = Math.min(half, Math.min(step, values.length - 1 - step));
            double mean = (sums[step + reach + 1] - sums[step - reach]) / (2 * reach + 1);
            if (step == 0) {
                line.moveTo(across(step), down(mean));
            } else {
                line.lineTo(across(step), down(mean));
            }
        }
        graphics.setColor(Canvas.ACCENT);
        graphics.setStroke(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(line);
    }
}
