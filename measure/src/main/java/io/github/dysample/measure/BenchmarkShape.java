package io.github.dysample.measure;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;

/** The maps that are measured, and so also tested. Each is legal for both styles. */
public enum BenchmarkShape {
    /** The size at which the paper measures latency: 256 channels of 120 × 120, section 4. */
    PAPER(1, 256, 120, 120, 2, 4),
    /** FPN of a Faster R-CNN on an 800 × 1216 image, the level of stride 8: 800/8 × 1216/8. */
    DETECTOR(1, 256, 100, 152, 2, 4),
    /** FPN level of stride 8 of a 512 × 512 image: planes of 2¹² floats, which fall on the same sets of a cache. */
    POWER_OF_TWO(1, 256, 64, 64, 2, 4),
    /** FPN of the same 800 × 1216 image, the level of stride 32: 800/32 × 1216/32. */
    COARSE(1, 256, 25, 38, 2, 4),
    /** Neck of a YOLO on a 640 × 640 image, the level of stride 32: 640/32 in both directions. */
    NECK(1, 512, 20, 20, 2, 4),
    /** A ResNet's last stage on 224 × 224 images, stride 32, in a batch: the example of the layer's own source. */
    SEED(4, 512, 7, 7, 2, 4),
    /** Depth head of a SegFormer on a 240 × 320 image: from stride 4 to full size in one step. */
    QUARTER(1, 64, 60, 80, 4, 4),
    /** Decoder of a U-Net on a batch of 128 × 128 tiles, stride 4; one group. */
    BATCH(16, 64, 32, 32, 2, 1),
    /** Super-resolution by 3 of a 48 × 48 patch, the patch size of SwinIR; 9 channels to a group. */
    THIRDS(1, 72, 48, 48, 3, 8);

    private final Shape input;
    private final int scale;
    private final int groups;

    BenchmarkShape(int batch, int channels, int height, int width, int scale, int groups) {
        this.input = new Shape(batch, channels, height, width);
        this.scale = scale;
        this.groups = groups;
    }

    /** {@return the input's (B, C, H, W)} */
    public Shape input() {
        return input;
    }

    /** {@return s} */
    public int scale() {
        return scale;
    }

    /** {@return g} */
    public int groups() {
        return groups;
    }

    /**
     * {@return the layer measured on this shape}
     *
     * @param style the order of convolution and pixel shuffle
     * @param dynamicScope whether the scope is dynamic
     */
    public DySampleConfig config(Style style, boolean dynamicScope) {
        return new DySampleConfig(input.c(), scale, groups, style, dynamicScope);
    }

    /** {@return the shape as text, such as {@code 1×256×120×120 ×2}} */
    public String text() {
        return input.toString().replace('x', '×') + " ×" + scale;
    }
}
