package io.github.dysample.verify;

import java.util.Locale;

/**
 * The mistakes that ports of the layer make. The diagnosis computes the layer with each of them, and the standard suite
 * has a case for each that is certain to show it. {@link #title()} describes each of them.
 */
@SuppressWarnings("doclint:missing") // A comment on each would only repeat its title.
public enum Mistake {
    TRANSPOSED_WEIGHT("the convolution's weight read as (inputs, outputs)",
            "PyTorch stores (outputs, inputs, 1, 1), row-major: output o starts at o · inputs."),
    NO_BIAS("the bias of the offset convolution left out",
            "Add offset.bias; it is seldom zero after training."),
    NO_SCOPE_BIAS("scope.bias left out",
            "Checkpoints from before March 2024 have scope.bias; add it where it is present."),
    DCR_INPUT_SHUFFLE("style pl's first pixel shuffle in DCR order",
            "Input channel c·s² + i·s + j goes to sub-position (i, j) of channel c: DepthToSpace in mode CRD."),
    DCR_EVERYWHERE("every pixel shuffle and unshuffle in DCR order",
            "PyTorch's pixel_shuffle is DepthToSpace in mode CRD, not the default DCR; SpaceToDepth has no such mode."),

    NO_RANGE_FACTOR("the range factor of the offsets left out",
            "Static scope multiplies the convolution by 0.25, dynamic scope by 0.5 · sigmoid(scope)."),
    QUARTER_WITH_DYNAMIC_SCOPE("the factor 0.25 used with dynamic scope",
            "With dynamic scope the factor is 0.5 · sigmoid(scope); 0.25 is for static scope."),
    NO_SIGMOID("the scope used without its sigmoid",
            "With dynamic scope the factor is 0.5 · sigmoid(scope)."),
    NO_INITIAL_POSITION("the initial positions left out",
            "Add init_pos to the offsets: ((1 − s)/2 + j)/s for x, ((1 − s)/2 + i)/s for y."),
    UNSCALED_INITIAL_POSITION("the initial positions not divided by the scale",
            "init_pos is ((1 − s)/2 + j)/s, in input pixels."),
    UNCENTRED_INITIAL_POSITION("the initial positions start at 0",
            "init_pos is ((1 − s)/2 + j)/s, centred on the pixel; j/s is off by (s − 1)/(2s)."),
    TRANSPOSED_INITIAL_POSITION("the initial positions of x and y swapped",
            "The x component of init_pos grows with the sub-column j, the y component with the sub-row i."),
    RANGE_FACTOR_ON_INITIAL_POSITION("the range factor applied to the initial positions, too",
            "offset = convolution · factor + init_pos, in this order."),
    HALF_PRECISION_OFFSETS("offsets rounded to float16",
            "Keep everything from the convolution's sum to the sampling in float32."),

    SWAPPED_COMPONENTS("x and y of the offsets swapped",
            "The first g·s² offset channels are x, the others y; in a grid the last dimension is (x, y)."),
    INTERLEAVED_COMPONENTS("offset channels read with the group before the component",
            "Offset channels are component, group, sub-row, sub-column: view(B, 2, g·s², H, W)."),
    TRANSPOSED_SUBPOSITION("sub-row and sub-column swapped in the last pixel shuffle",
            "Channel i·s + j of a group goes to row i, column j of the s × s outputs."),
    DCR_OFFSET_SHUFFLE("the last pixel shuffle in DCR order",
            "pixel_shuffle is DepthToSpace in mode CRD, not the default DCR."),
    SHARED_OFFSETS("one group's offsets used for all groups",
            "Each group of C/g channels has its own offsets."),
    FIRST_ITEM_OFFSETS("the first item's offsets used for the whole batch",
            "Each item of the batch has its own offsets."),
    ALIGNED_CORNERS("align_corners=True",
            "Normalise and sample with align_corners=False: −1 and 1 are the outer edges of the edge pixels."),
    NO_HALF_PIXEL("pixel centres taken to be at 0 in the normalised grid",
            "The grid is 2·(w + 0.5 + offset)/W − 1."),
    SWAPPED_SIZES("x normalised by the height, y by the width",
            "x is divided by W, y by H; a square map hides it."),
    OUTPUT_PIXEL_OFFSETS("offsets added to the output's own grid",
            "Offsets are in input pixels: add them to the input's grid (w, h), then shuffle."),
    HALF_PRECISION_COORDINATES("pixel coordinates rounded to float16",
            "float16 has steps of 1/32 pixel from 32 on; keep coordinates in float32."),
    BFLOAT16_COORDINATES("pixel coordinates rounded to bfloat16",
            "bfloat16 has steps of 1/4 pixel from 32 on; keep coordinates in float32."),
    HALF_PRECISION_GRID("the normalised grid rounded to float16",
            "Near ±1 float16 has steps of 1/2048, which is W/4096 pixels; keep the grid in float32."),
    ZERO_PADDING("points outside the map not clipped, with zeros beyond the edge",
            "Clip to [0, W − 1] × [0, H − 1]: padding_mode=\"border\"."),
    CLIPPED_HALF_A_PIXEL_OUTSIDE("points clipped to [−0.5, W − 0.5] instead of the outermost pixel centres",
            "Clip to [0, W − 1] × [0, H − 1]: padding_mode=\"border\"."),
    REFLECTED("points outside the map reflected",
            "Clip to [0, W − 1] × [0, H − 1]: padding_mode=\"border\"."),
    WRAPPED_OFFSETS("offsets past the range of int wrap to the other end",
            "Clip before converting to an integer, or convert with saturation."),
    NAN_PROPAGATED("a NaN offset makes the output NaN",
            "A NaN offset samples coordinate 0, as PyTorch's kernels do: not (p > 0) means 0."),
    NAN_CLIPPED_TO_THE_END("a NaN offset clipped to the last pixel",
            "A NaN offset samples coordinate 0, as PyTorch's kernels do: not (p > 0) means 0."),

    TRUNCATED("coordinates truncated instead of floored when they are split",
            "floor(−0.25) is −1 and the fraction 0.75; a cast to int gives 0 and −0.25."),
    SWAPPED_NEIGHBOURS("the weights of the north-east and the south-west neighbour swapped",
            "ne = fx·(1 − fy) belongs to (y0, x0 + 1), sw = (1 − fx)·fy to (y0 + 1, x0)."),

    MISINDEXED_GROUPS("channel c given the offsets of group c mod g",
            "Groups are runs of C/g channels: channel c is in group c / (C/g)."),
    NEAREST("the nearest pixel instead of the bilinear sum",
            "mode=\"bilinear\"."),
    REPEATED_EDGE("neighbours outside the map repeat the edge pixel",
            "A neighbour outside counts as 0: repeated, an infinite edge pixel times its weight 0 is NaN.");

    private final String title;
    private final String remedy;

    Mistake(String title, String remedy) {
        this.title = title;
        this.remedy = remedy;
    }

    /** {@return the name in files and options, such as {@code swapped-components}} */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return a description that ends the sentence "This port has ..."} */
    public String title() {
        return title;
    }

    /** {@return how to do it right} */
    public String remedy() {
        return remedy;
    }
}
