package io.github.dysample.cli.demo;

import io.github.dysample.Tensor;
import io.github.dysample.cli.picture.Canvas;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Upsamplers side by side: the whole picture, enlarged parts where the differences are, and how far each is from the
 * photograph there.
 */
final class ComparisonPicture {
    private static final int PANEL = 304;
    private static final int GAP = 12;
    private static final int CAPTION = 50;
    private static final int ROW_TITLE = 26;
    private static final int ZOOM = 4;
    private static final int ERROR_GAIN = 6;

    /**
     * One column.
     *
     * @param title what made it
     * @param remark how good it is
     * @param picture (1, 3, sH, sW), or (1, 3, H, W) for the input itself
     */
    record Column(String title, String remark, Tensor picture) {}

    private final List<Column> columns;
    private final Tensor photograph;
    private final Rectangle[] parts;
    private final Canvas canvas;
    private final int wholeHeight;

    private ComparisonPicture(List<Column> columns, Tensor photograph, Rectangle... parts) {
        this.columns = columns;
        this.photograph = photograph;
        this.parts = parts;
        this.wholeHeight = PANEL * photograph.h() / photograph.w();
        int width = GAP + columns.size() * (PANEL + GAP);
        int height = CAPTION + wholeHeight + (parts.length + 1) * (ROW_TITLE + PANEL) + 2 * GAP;
        this.canvas = new Canvas(width, height);
    }

    /** Draws the columns; the parts are squares of the photograph, and the errors are those of the first. */
    static BufferedImage draw(List<Column> columns, Tensor photograph, Rectangle... parts) {
        ComparisonPicture picture = new ComparisonPicture(columns, photograph, parts);
        for (int i = 0; i < columns.size(); i++) {
            picture.drawColumn(columns.get(i), GAP + i * (PANEL + GAP));
        }
        picture.drawRowTitles();
        return picture.canvas.image();
    }

    static int partSize() {
        return PANEL / ZOOM;
    }

    private int rowTop(int part) {
        return CAPTION + wholeHeight + GAP + part * (PANEL + ROW_TITLE) + ROW_TITLE;
    }

    private void drawRowTitles() {
        for (int i = 0; i < parts.length; i++) {
            canvas.remark("enlarged " + ZOOM + " times, one square is one pixel", GAP, rowTop(i) - 8);
        }
        // Beside the errors, where the input has none: its pixels are others.
        String[] words = {
            "How far each is from the photograph",
            "in the first enlarged part, " + ERROR_GAIN + " times as",
            "bright: black is equal."
        };
        for (int i = 0; i < words.length; i++) {
            canvas.remark(words[i], GAP, rowTop(parts.length) + 10 + 20 * i);
        }
    }

    private void drawColumn(Column column, int left) {
        canvas.title(column.title(), left, 22);
        canvas.remark(column.remark(), left, 41);
        BufferedImage image = Photograph.image(column.picture());
        Rectangle place = new Rectangle(left, CAPTION, PANEL, wholeHeight);
        canvas.smooth(image, new Rectangle(image.getWidth(), image.getHeight()), place);
        for (int i = 0; i < parts.length; i++) {
            outline(parts[i], place);
            drawPart(image, parts[i], new Rectangle(left, rowTop(i), PANEL, PANEL));
        }
        drawErrors(column.picture(), new Rectangle(left, rowTop(parts.length), PANEL, PANEL));
    }

    private void drawPart(BufferedImage image, Rectangle part, Rectangle place) {
        int shrink = photograph.w() / image.getWidth();
        Rectangle pixels =
                new Rectangle(part.x / shrink, part.y / shrink, part.width / shrink, part.height / shrink);
        canvas.squares(image, pixels, place);
        if (shrink > 1) {
            grid(place, place.width / pixels.width);
        }
    }

    /** Shows that the input's squares are pixels, and how large they are. */
    private void grid(Rectangle place, int step) {
        Graphics2D graphics = canvas.graphics();
        graphics.setColor(new Color(0, 0, 0, 50));
        for (int offset = step; offset < place.width; offset += step) {
            graphics.fillRect(place.x + offset, place.y, 1, place.height);
            graphics.fillRect(place.x, place.y + offset, place.width, 1);
        }
    }

    private void drawErrors(Tensor picture, Rectangle place) {
        if (picture.w() != photograph.w() || picture == photograph) {
            return;
        }
        Tensor errors = Tensor.zeros(1, 3, photograph.h(), photograph.w());
        for (int i = 0; i < errors.data().length; i++) {
            errors.data()[i] = ERROR_GAIN * Math.abs(picture.data()[i] - photograph.data()[i]);
        }
        canvas.squares(Photograph.image(errors), parts[0], place);
    }

    private void outline(Rectangle part, Rectangle place) {
        double scale = (double) place.width / photograph.w();
        Graphics2D graphics = canvas.graphics();
        graphics.setColor(Canvas.ACCENT);
        graphics.setStroke(new BasicStroke(1.5f));
        graphics.drawRect(
                (int) Math.round(place.x + part.x * scale),
                (int) Math.round(place.y + part.y * scale),
                (int) Math.round(part.width * scale),
                (int) Math.round(part.height * scale));
    }
}
