package io.github.dysample.cli.demo;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import io.github.dysample.cli.picture.Canvas;
import io.github.dysample.cli.picture.PointPlot;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** Where one group of a layer samples: its points drawn over the pixels of the input. */
final class SamplingPicture {
    private static final int PIXEL = 88;
    private static final int MARGIN = 16;
    private static final int HEAD = 60;
    private static final int FOOT = 44;

    private SamplingPicture() {}

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
        Canvas canvas = new Canvas(2 * MARGIN + PIXEL * part.width, HEAD + PIXEL * part.height + FOOT);
        canvas.title(
                "Where " + config.paperName() + " samples: group " + group + " of 0 to "
                        + (config.groups() - 1) + " (" + channels + ")", MARGIN, 26);
        canvas.remark(PointPlot.describe(part), MARGIN, 46);
        Rectangle place = new Rectangle(MARGIN, HEAD, PIXEL * part.width, PIXEL * part.height);
        PointPlot plot = new PointPlot(canvas, offsets, config, 0, group);
        plot.draw(Photograph.image(input), part, place);
        plot.legend(MARGIN, place.getMaxY() + 27);
        return canvas.image();
    }
}
