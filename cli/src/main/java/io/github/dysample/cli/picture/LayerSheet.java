package io.github.dysample.cli.picture;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** What a layer does to one channel: before and after, where it samples, its offsets, and how far another result is. */
public final class LayerSheet {
    private static final int PANEL = 560;
    private static final int MARGIN = 36;
    private static final int HEAD = 56;
    private static final int FOOT = 84;
    private static final int WHEEL = 72;
    private static final int RAMP = 160;

    /** Points of more input pixels would be too small to see. */
    private static final int MOST_COLUMNS = 14;

    private final Tensor x;
    private final Tensor y;
    private final Tensor offsets;
    private final DySampleConfig config;
    private final Tensor other; // or null
    private final int item;
    private final int channel;
    private final int panelHeight;
    private final Canvas canvas;

    private LayerSheet(
            Tensor x, Tensor y, Tensor offsets, DySampleConfig config, Tensor other, int item, int channel) {
        this.x = x;
        this.y = y;
        this.offsets = offsets;
        this.config = config;
        this.other = other;
        this.item = item;
        this.channel = channel;
        panelHeight = fit(x.w(), x.h(), PANEL, PANEL).height;
        int rows = other == null ? 2 : 3;
        canvas = new Canvas(3 * MARGIN + 2 * PANEL, MARGIN + rows * (HEAD + panelHeight + FOOT));
    }

    /**
     * Draws a sheet.
     *
     * @param x the input (B, C, H, W)
     * @param y the output (B, C, sH, sW)
     * @param offsets the offsets (B, 2·g·s², H, W)
     * @param config the layer
     * @param other another result to compare with, the shape of y; null for none
     * @param item of the batch
     * @param channel whose group's points are drawn
     */
    public static BufferedImage draw(
            Tensor x, Tensor y, Tensor offsets, DySampleConfig config, Tensor other, int item, int channel) {
        LayerSheet sheet = new LayerSheet(x, y, offsets, config, other, item, channel);
        sheet.values();
        sheet.points();
        sheet.field();
        if (other != null) {
            sheet.errors();
        }
        return sheet.canvas.image();
    }

    private int left(int column) {
        return MARGIN + column * (PANEL + MARGIN);
    }

    private int top(int row) {
        return MARGIN + row * (HEAD + panelHeight + FOOT) + HEAD;
    }

    private void heading(int row, int column, String title, String remark) {
        canvas.title(title, left(column), top(row) - 30);
        canvas.remark(remark, left(column), top(row) - 11);
    }

    private Rectangle place(int row, int column, int width, int height) {
        Rectangle fitted = fit(width, height, PANEL, panelHeight);
        return new Rectangle(left(column), top(row), fitted.width, fitted.height);
    }

    private void values() {
        ValueRange range = ValueRange.of(item, channel, x, y);
        String scale = "black is " + text(range.least()) + ", white is " + text(range.most());
        heading(0, 0, "Channel " + channel + " before", x.w() + " x " + x.h() + ", " + scale);
        squares(range.picture(x, item, channel), place(0, 0, x.w(), x.h()));
        heading(0, 1, "and after " + config.paperName(), y.w() + " x " + y.h() + ", the same greys");
        squares(range.picture(y, item, channel), place(0, 1, x.w(), x.h()));
    }

    private void squares(BufferedImage picture, Rectangle place) {
        canvas.squares(picture, new Rectangle(picture.getWidth(), picture.getHeight()), place);
    }

    private void points() {
        int group = channel / config.channelsPerGroup();
        Rectangle part = part();
        heading(1, 0, "Where group " + group + " of " + config.groups() + " samples", PointPlot.describe(part));
        PointPlot plot = new PointPlot(canvas, offsets, config, item, group);
        ValueRange range = ValueRange.of(item, channel, x, y);
        Rectangle place = place(1, 0, part.width, part.height);
        plot.draw(range.picture(x, item, channel), part, place);
        plot.legend(left(0), place.getMaxY() + 27);
    }

    /** The middle of the input, as much as can be seen. */
    private Rectangle part() {
        int columns = Math.min(x.w(), MOST_COLUMNS);
        int rows = Math.min(x.h(), Math.max(1, columns * panelHeight / PANEL));
        return new Rectangle((x.w() - columns) / 2, (x.h() - rows) / 2, columns, rows);
    }

    private void field() {
        int group = channel / config.channelsPerGroup();
        OffsetField field = OffsetField.of(offsets, config, item, group);
        heading(1, 1, "How far it moves the points",
                "offset from the initial position of each output pixel, its direction and length");
        Rectangle place = place(1, 1, x.w(), x.h());
        squares(field.picture(), place);
        int right = left(1) + PANEL - WHEEL;
        int below = (int) place.getMaxY() + 6;
        squares(OffsetField.wheel(WHEEL), new Rectangle(right, below, WHEEL, WHEEL));
        canvas.remark("edge of the wheel: " + text(field.longest()) + " input pixels", left(1), below + 20);
        canvas.remark("that way, its middle none", left(1), below + 40);
    }

    private void errors() {
        double most = 0;
        BufferedImage picture = new BufferedImage(y.w(), y.h(), BufferedImage.TYPE_INT_RGB);
        for (int h = 0; h < y.h(); h++) {
            for (int w = 0; w < y.w(); w++) {
                double error = error(h, w);
                most = Double.isFinite(error) ? Math.max(most, error) : most;
            }
        }
        for (int h = 0; h < y.h(); h++) {
            for (int w = 0; w < y.w(); w++) {
                double error = error(h, w);
                picture.setRGB(w, h, Ramp.colour(
                        error == 0 ? 0 : Double.isNaN(error) || most == 0 ? 1 : error / most).getRGB());
            }
        }
        ValueRange range = ValueRange.of(item, channel, y, other);
        heading(2, 0, "The other result", "black is " + text(range.least()) + ", white is " + text(range.most()));
        squares(range.picture(other, item, channel), place(2, 0, x.w(), x.h()));
        heading(2, 1, "How far it is from this one", "absolute difference of channel " + channel);
        Rectangle place = place(2, 1, x.w(), x.h());
        squares(picture, place);
        ramp((int) place.getMaxY() + 12, most);
    }

    private double error(int h, int w) {
        double mine = y.get(item, channel, h, w);
        double theirs = other.get(item, channel, h, w);
        return Double.valueOf(mine).equals(theirs) ? 0 : Math.abs(mine - theirs);
    }

    private void ramp(int top, double most) {
        for (int step = 0; step < RAMP; step++) {
            canvas.graphics().setColor(Ramp.colour(step / (RAMP - 1.0)));
            canvas.graphics().fillRect(left(1) + step, top, 1, 16);
        }
        canvas.remark("0 to " + text(most), left(1) + RAMP + 16, top + 13);
    }

    /** The largest rectangle of some proportions, with whole squares if they are not too small. */
    private static Rectangle fit(int width, int height, int mostWidth, int mostHeight) {
        double scale = Math.min((double) mostWidth / width, (double) mostHeight / height);
        double whole = scale >= 1 ? Math.floor(scale) : scale;
        return new Rectangle(
                Math.max(1, (int) Math.round(whole * width)), Math.max(1, (int) Math.round(whole * height)));
    }

    /** In the characters of the pictures' font. */
    private static String text(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
