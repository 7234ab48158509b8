package io.github.dysample.cli.picture;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import io.github.dysample.verify.internal.report.Ramp;
import io.github.dysample.verify.internal.text.Numbers;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What a layer does to one channel: before and after, where it samples, its offsets, and how far another result is. */
public final class LayerSheet {
    private static final int PANEL = 560;
    private static final int MARGIN = 36;
    private static final int HEAD = 56;
    private static final int FOOT = 84;
    private static final int WHEEL = 72;
    private static final int RAMP = 160;
    private static final int LINE = 20;
    private static final String NOT_FINITE = "turquoise is NaN or infinite";

    /** Points of more input pixels would be too small to see. */
    private static final int MOST_COLUMNS = 14;

    /** A map that is longer than this times its other side is shown in part. */
    private static final int LONG = 8;

    /** The length of that part, in input pixels. */
    private static final int PART = 28;

    /** Room for the points of some rows. */
    private static final int LEAST_HEIGHT = 90;

    private final Tensor x; // (B, C, H, W)
    private final Tensor y; // (B, C, sH, sW)
    private final Tensor offsets; // (B, 2·g·s², H, W)
    private final DySampleConfig config;
    private final Tensor other; // (B, C, sH, sW), or null
    private final int item;
    private final int channel;
    private final Rectangle view; // what is shown, in input pixels
    private final ValueRange range;
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
        view = middle(x.w() > LONG * x.h() ? PART : x.w(), x.h() > LONG * x.w() ? PART : x.h());
        range = ValueRange.of(item, channel, x, y);
        panelHeight = Math.max(LEAST_HEIGHT, fit(view, PANEL).height);
        int rows = other == null ? 2 : 3;
        canvas = new Canvas(3 * MARGIN + 2 * PANEL, MARGIN + rows * (HEAD + panelHeight + FOOT));
    }

    /** The sheet of one channel; {@code other} is another result to compare with, null for none. */
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

    private Rectangle place(int row, int column, Rectangle part) {
        return new Rectangle(new Point(left(column), top(row)), fit(part, panelHeight));
    }

    /** The middle of the input. */
    private Rectangle middle(int columns, int rows) {
        int width = Math.min(columns, x.w());
        int height = Math.min(rows, x.h());
        return new Rectangle((x.w() - width) / 2, (x.h() - height) / 2, width, height);
    }

    /** Draws what is shown of a picture of the input's size, or of the output's. */
    private Rectangle squares(BufferedImage picture, int row, int column) {
        int s = picture.getWidth() / x.w();
        Rectangle part = new Rectangle(s * view.x, s * view.y, s * view.width, s * view.height);
        Rectangle place = place(row, column, view);
        canvas.squares(picture, part, place);
        return place;
    }

    private String size(Tensor tensor) {
        String size = "height " + tensor.h() + ", width " + tensor.w();
        int s = tensor.w() / x.w();
        return view.width == x.w() && view.height == x.h()
                ? size
                : size + ", rows " + s * view.y + " to " + (s * (view.y + view.height) - 1)
                        + ", columns " + s * view.x + " to " + (s * (view.x + view.width) - 1);
    }

    private void values() {
        heading(0, 0, "Channel " + channel + " before", size(x));
        Rectangle place = squares(range.picture(x, item, channel), 0, 0);
        canvas.remark("black is " + Numbers.text(range.least()) + ", white is " + Numbers.text(range.most()), left(0),
                place.getMaxY() + LINE);
        heading(0, 1, "and after " + config.paperName(), size(y));
        squares(range.picture(y, item, channel), 0, 1);
        canvas.remark("the same greys", left(1), place.getMaxY() + LINE);
        if (!ValueRange.isFinite(item, channel, x, y)) {
            canvas.remark(NOT_FINITE, left(0), place.getMaxY() + 2 * LINE);
        }
    }

    private void points() {
        int group = channel / config.channelsPerGroup();
        Rectangle part = part();
        heading(1, 0, "Where group " + group + " of 0 to " + (config.groups() - 1) + " samples",
                PointPlot.describe(part));
        PointPlot plot = new PointPlot(canvas, offsets, config, item, group);
        Rectangle place = place(1, 0, part);
        plot.draw(range.picture(x, item, channel), part, place);
        plot.legend(left(0), place.getMaxY() + 27);
        canvas.remark("points past the edge are moved to the pixels there, as the layer does", left(0),
                place.getMaxY() + 27 + LINE);
    }

    /** As much of the middle as can be seen. */
    private Rectangle part() {
        int columns = Math.min(x.w(), MOST_COLUMNS);
        return middle(columns, Math.max(1, columns * panelHeight / PANEL));
    }

    private void field() {
        int group = channel / config.channelsPerGroup();
        OffsetField field = OffsetField.of(offsets, config, item, group);
        heading(1, 1, "How far it moves the points",
                "for each output pixel, from where a bilinear upsampler samples");
        Rectangle place = squares(field.picture(), 1, 1);
        int right = left(1) + PANEL - WHEEL;
        int below = (int) place.getMaxY() + 6;
        canvas.squares(OffsetField.wheel(WHEEL), new Rectangle(WHEEL, WHEEL),
                new Rectangle(right, below, WHEEL, WHEEL));
        canvas.remark("the hue is the direction, as on the wheel", left(1), below + LINE);
        canvas.remark("its strength the length, full at " + Numbers.text(field.longest()) + " input pixels", left(1),
                below + 2 * LINE);
        if (!field.isFinite()) {
            canvas.remark("black is NaN or infinite", left(1), below + 3 * LINE);
        }
    }

    private void errors() {
        int wide = y.w();
        double[] errors = IntStream.range(0, y.h() * wide).mapToDouble(at -> error(at / wide, at % wide)).toArray();
        double most = Arrays.stream(errors).filter(Double::isFinite).max().orElse(0);
        boolean finite = Arrays.stream(errors).allMatch(Double::isFinite);
        BufferedImage picture = Canvas.picture(wide, y.h(), (w, h) -> {
            double error = errors[h * wide + w];
            Color colour = Double.isFinite(error) ? Ramp.colour(most == 0 ? 0 : error / most) : Ramp.NOT_FINITE;
            return colour.getRGB();
        });
        heading(2, 0, "The other result", "the same greys, what is past them is black or white");
        Rectangle place = squares(range.picture(other, item, channel), 2, 0);
        if (!ValueRange.isFinite(item, channel, other)) {
            canvas.remark(NOT_FINITE, left(0), place.getMaxY() + LINE);
        }
        heading(2, 1, "How far it is from this one", "absolute difference of channel " + channel);
        squares(picture, 2, 1);
        if (most > 0) {
            ramp((int) place.getMaxY() + 12, most);
        } else if (finite) {
            canvas.remark("there is no difference", left(1), place.getMaxY() + LINE);
        }
        if (!finite) {
            canvas.remark("turquoise is where only one is a number, or infinite", left(1),
                    place.getMaxY() + 12 + 2 * LINE);
        }
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
        canvas.remark("0 to " + Numbers.text(most), left(1) + RAMP + 16, top + 13);
    }

    /** The largest size of a part that fits in a panel, with whole squares if they are not too small. */
    private static Dimension fit(Rectangle part, int mostHeight) {
        double scale = Math.min((double) PANEL / part.width, (double) mostHeight / part.height);
        double whole = scale >= 1 ? Math.floor(scale) : scale;
        return new Dimension(
                Math.max(1, (int) Math.round(whole * part.width)), Math.max(1, (int) Math.round(whole * part.height)));
    }
}
