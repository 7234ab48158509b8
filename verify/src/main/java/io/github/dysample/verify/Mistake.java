package io.github.dysample.verify;

import java.util.Locale;

/**
 * The mistakes that ports of the layer make. The diagnosis computes the layer with each of them, and the standard
 * suite, or for {@code end_conv} that of heads and for the backward pass that of gradients, has a case for each that is
 * certain to show it.
 */
public enum Mistake {
    /** The convolution's weight read as (inputs, outputs). */
    TRANSPOSED_WEIGHT("the convolution's weight read as (inputs, outputs)",
            "PyTorch stores (outputs, inputs, 1, 1), row-major: output o starts at o · inputs."),
    /** The bias of the offset convolution left out. */
    NO_BIAS("the bias of the offset convolution left out",
            "Add offset.bias; it is seldom zero after training."),
    /** Scope.bias left out. */
    NO_SCOPE_BIAS("scope.bias left out",
            "Checkpoints from before March 2024 have scope.bias; add it where it is present."),
    /** Style pl's first pixel shuffle in DCR order. */
    DCR_INPUT_SHUFFLE("style pl's first pixel shuffle in DCR order",
            "Input channel c·s² + i·s + j goes to sub-position (i, j) of channel c: DepthToSpace in mode CRD."),
    /** Style pl's pixel unshuffle as SpaceToDepth. */
    DCR_UNSHUFFLE("style pl's pixel unshuffle as SpaceToDepth",
            "Sub-position (i, j) of channel c goes to channel c·s² + i·s + j; SpaceToDepth sends it to (i·s + j)·C + c,"
                    + " and PyTorch 2.5 to 2.11 exported it in place of pixel_unshuffle."),
    /** Every pixel shuffle and unshuffle in DCR order. */
    DCR_EVERYWHERE("every pixel shuffle and unshuffle in DCR order",
            "PyTorch's pixel_shuffle is DepthToSpace in mode CRD, not the default DCR; SpaceToDepth has no such mode."),

    /** The range factor of the offsets left out. */
    NO_RANGE_FACTOR("the range factor of the offsets left out",
            "Static scope multiplies the convolution by 0.25, dynamic scope by 0.5 · sigmoid(scope)."),
    /** The factor 0.25 used with dynamic scope. */
    QUARTER_WITH_DYNAMIC_SCOPE("the factor 0.25 used with dynamic scope",
            "With dynamic scope the factor is 0.5 · sigmoid(scope); 0.25 is for static scope."),
    /** The scope used without its sigmoid. */
    NO_SIGMOID("the scope used without its sigmoid",
            "With dynamic scope the factor is 0.5 · sigmoid(scope)."),
    /** The initial positions left out. */
    NO_INITIAL_POSITION("the initial positions left out",
            "Add init_pos to the offsets: ((1 − s)/2 + j)/s for x, ((1 − s)/2 + i)/s for y."),
    /** The initial positions of the formula in place of the file's. */
    RECOMPUTED_INITIAL_POSITION("the initial positions of the formula in place of the file's",
            "init_pos is data: read it from the file, where it may be rounded or in another order."),
    /** The initial positions not divided by the scale. */
    UNSCALED_INITIAL_POSITION("the initial positions not divided by the scale",
            "init_pos is ((1 − s)/2 + j)/s, in input pixels."),
    /** The initial positions start at 0. */
    UNCENTRED_INITIAL_POSITION("the initial positions start at 0",
            "init_pos is ((1 − s)/2 + j)/s, centred on the pixel; j/s is off by (s − 1)/(2s)."),
    /** The initial positions of x and y swapped. */
    TRANSPOSED_INITIAL_POSITION("the initial positions of x and y swapped",
            "The x component of init_pos grows with the sub-column j, the y component with the sub-row i."),
    /** The range factor applied to the initial positions, too. */
    RANGE_FACTOR_ON_INITIAL_POSITION("the range factor applied to the initial positions, too",
            "offset = convolution · factor + init_pos, in this order."),
    /** Offsets rounded to float16. */
    HALF_PRECISION_OFFSETS("offsets rounded to float16",
            "Keep everything from the convolution's sum to the sampling in float32."),

    /** X and y of the offsets swapped. */
    SWAPPED_COMPONENTS("x and y of the offsets swapped",
            "The first g·s² offset channels are x, the others y; in a grid the last dimension is (x, y)."),
    /** Offset channels read with the group before the component. */
    INTERLEAVED_COMPONENTS("offset channels read with the group before the component",
            "Offset channels are component, group, sub-row, sub-column: view(B, 2, g·s², H, W)."),
    /** Sub-row and sub-column swapped in the last pixel shuffle. */
    TRANSPOSED_SUBPOSITION("sub-row and sub-column swapped in the last pixel shuffle",
            "Channel i·s + j of a group goes to row i, column j of the s × s outputs."),
    /** The last pixel shuffle in DCR order. */
    DCR_OFFSET_SHUFFLE("the last pixel shuffle in DCR order",
            "pixel_shuffle is DepthToSpace in mode CRD, not the default DCR."),
    /** One group's offsets used for all groups. */
    SHARED_OFFSETS("one group's offsets used for all groups",
            "Each group of C/g channels has its own offsets."),
    /** The first item's offsets used for the whole batch. */
    FIRST_ITEM_OFFSETS("the first item's offsets used for the whole batch",
            "Each item of the batch has its own offsets."),
    /** Align_corners=True. */
    ALIGNED_CORNERS("align_corners=True",
            "Normalise and sample with align_corners=False: −1 and 1 are the outer edges of the edge pixels."),
    /** Pixel centres taken to be at 0 in the normalised grid. */
    NO_HALF_PIXEL("pixel centres taken to be at 0 in the normalised grid",
            "The grid is 2·(w + 0.5 + offset)/W − 1."),
    /** X normalised by the height, y by the width. */
    SWAPPED_SIZES("x normalised by the height, y by the width",
            "x is divided by W, y by H; a square map hides it."),
    /** Offsets added to the output's own grid. */
    OUTPUT_PIXEL_OFFSETS("offsets added to the output's own grid",
            "Offsets are in input pixels: add them to the input's grid (w, h), then shuffle."),
    /** Pixel coordinates rounded to float16. */
    HALF_PRECISION_COORDINATES("pixel coordinates rounded to float16",
            "float16 has steps of 1/32 pixel from 32 on; keep coordinates in float32."),
    /** Pixel coordinates rounded to bfloat16. */
    BFLOAT16_COORDINATES("pixel coordinates rounded to bfloat16",
            "bfloat16 has steps of 1/4 pixel from 32 on; keep coordinates in float32."),
    /** The normalised grid rounded to float16. */
    HALF_PRECISION_GRID("the normalised grid rounded to float16",
            "Near ±1 float16 has steps of 1/2048, which is W/4096 pixels; keep the grid in float32."),
    /** Points outside the map not clipped, with zeros beyond the edge. */
    ZERO_PADDING("points outside the map not clipped, with zeros beyond the edge",
            "Clip to [0, W − 1] × [0, H − 1]: padding_mode=\"border\"."),
    /** Points clipped to [−0.5, W − 0.5] instead of the outermost pixel centres. */
    CLIPPED_HALF_A_PIXEL_OUTSIDE("points clipped to [−0.5, W − 0.5] instead of the outermost pixel centres",
            "Clip to [0, W − 1] × [0, H − 1]: padding_mode=\"border\"."),
    /** Points outside the map reflected. */
    REFLECTED("points outside the map reflected",
            "Clip to [0, W − 1] × [0, H − 1]: padding_mode=\"border\"."),
    /** Offsets past the range of int wrap to the other end. */
    WRAPPED_OFFSETS("offsets past the range of int wrap to the other end",
            "Clip before converting to an integer, or convert with saturation."),
    /** A NaN offset makes the output NaN. */
    NAN_PROPAGATED("a NaN offset makes the output NaN",
            "A NaN offset samples coordinate 0, as PyTorch's kernels do: not (p > 0) means 0."),
    /** A NaN offset clipped to the last pixel. */
    NAN_CLIPPED_TO_THE_END("a NaN offset clipped to the last pixel",
            "A NaN offset samples coordinate 0, as PyTorch's kernels do: not (p > 0) means 0."),

    /** Coordinates truncated instead of floored when they are split. */
    TRUNCATED("coordinates truncated instead of floored when they are split",
            "floor(−0.25) is −1 and the fraction 0.75; a cast to int gives 0 and −0.25."),
    /** The weights of the north-east and the south-west neighbour swapped. */
    SWAPPED_NEIGHBOURS("the weights of the north-east and the south-west neighbour swapped",
            "ne = fx·(1 − fy) belongs to (y0, x0 + 1), sw = (1 − fx)·fy to (y0 + 1, x0)."),

    /** Channel c given the offsets of group c mod g. */
    MISINDEXED_GROUPS("channel c given the offsets of group c mod g",
            "Groups are runs of C/g channels: channel c is in group c / (C/g)."),
    /** The nearest pixel instead of the bilinear sum. */
    NEAREST("the nearest pixel instead of the bilinear sum",
            "mode=\"bilinear\"."),
    /** Outputs of 0 as soon as one neighbour is outside the map. */
    BLANKED_EDGE("outputs of 0 as soon as one neighbour is outside the map",
            "Clip to [0, W − 1] × [0, H − 1]: padding_mode=\"border\"; only a neighbour outside counts as 0, not the"
                    + " output. onnx2tf's GridSample blanks it."),
    /** Neighbours outside the map repeat the edge pixel. */
    REPEATED_EDGE("neighbours outside the map repeat the edge pixel",
            "A neighbour outside counts as 0: repeated, an infinite edge pixel times its weight 0 is NaN."),

    /** End_conv left out. */
    NO_END_CONV("end_conv left out",
            "Convolve the sampled channels: weights with end_conv.weight end in a 1×1 convolution."),
    /** The bias of end_conv left out. */
    NO_END_CONV_BIAS("the bias of end_conv left out",
            "Add end_conv.bias after the sum over the channels."),

    /** The range factor left out of the gradients. */
    NO_RANGE_FACTOR_IN_GRADIENT("the range factor left out of the gradients",
            "gradLinear is gradOffsets times 0.25, or with dynamic scope times 0.5 · sigmoid(scope)."),
    /** Gradients of offsets whose points are clipped. */
    GRADIENT_THROUGH_THE_CLIP("gradients of offsets whose points are clipped",
            "A clipped point does not move with its offset: the gradient is 0."),
    /** Gradients of offsets whose points are exactly on the border. */
    GRADIENT_ON_THE_BORDER("gradients of offsets whose points are exactly on the border",
            "At 0 and at W − 1 the gradient is 0, as grid_sample has it and clamp has not; on a map of one column"
                    + " always."),
    /** The gradient of x scaled by W/H, that of y by H/W. */
    SWAPPED_SIZES_IN_GRADIENT("the gradient of x scaled by W/H, that of y by H/W",
            "The grid's factor 2/W and the sampler's W/2 cancel: W for x and H for y in both; a square map hides it."),
    /** The sampler's factor W/2 without the grid's 2/W. */
    NO_GRID_FACTOR_IN_GRADIENT("the sampler's factor W/2 without the grid's 2/W",
            "Offsets are in pixels: the gradient of the grid times 2/W for x, 2/H for y."),
    /** The gradient of x without the ways through the convolutions. */
    GRADIENT_OF_TAPS_ALONE("the gradient of x without the ways through the convolutions",
            "gradX is gradXTaps plus what goes back through offset.weight and, with dynamic scope, scope.weight."),
    /** The gradient of x without the way through the scope. */
    NO_GRADIENT_THROUGH_SCOPE("the gradient of x without the way through the scope",
            "With dynamic scope x is read a third time, by the scope's convolution."),
    /** Sigmoid's derivative without the factor 1 − sigmoid. */
    WRONG_SIGMOID_SLOPE("sigmoid's derivative without the factor 1 − sigmoid",
            "The derivative is sigmoid(scope) · sigmoid(−scope)."),
    /** The offset in place of linear in the gradient of the scope. */
    OFFSET_IN_SCOPE_GRADIENT("the offset in place of linear in the gradient of the scope",
            "gradScope is gradOffsets · 0.5 · linear · sigmoid(scope) · sigmoid(−scope)."),
    /** Gradients of pixels assigned where they should be added. */
    ASSIGNED_SCATTER("gradients of pixels assigned where they should be added",
            "Several outputs read one pixel: add what each gives it, by one thread or by atomic additions."),
    /** Gradients of offsets summed over all channels. */
    GRADIENT_OF_ALL_CHANNELS("gradients of offsets summed over all channels",
            "A group's offset has the sum over the C/g channels of that group; a single group hides it."),
    /** Gradients of offsets divided by the number of channels. */
    GRADIENT_MEAN_OF_CHANNELS("gradients of offsets divided by the number of channels",
            "They are sums over the group's channels, not means."),
    /** The convolution's gradient of style pl not unshuffled. */
    GRADIENT_NOT_UNSHUFFLED("the convolution's gradient of style pl not unshuffled",
            "Style pl shuffled x before the convolution: unshuffle what comes back, do not reshape it."),
    /** Gradients of weights divided by the batch. */
    WEIGHT_GRADIENT_MEAN_OF_BATCH("gradients of weights divided by the batch",
            "They are sums over all items; a mean belongs into the loss."),
    /** Gradients of weights divided by the number of positions. */
    WEIGHT_GRADIENT_MEAN_OF_POSITIONS("gradients of weights divided by the number of positions",
            "They are sums over all positions; a mean belongs into the loss."),
    /** Gradients of weights of the last item only. */
    WEIGHT_GRADIENT_OF_LAST_ITEM("gradients of weights of the last item only",
            "They are sums over all items: add, do not assign."),
    /** The gradient of a weight stored as (inputs, outputs). */
    TRANSPOSED_WEIGHT_GRADIENT("the gradient of a weight stored as (inputs, outputs)",
            "It has the weight's shape (outputs, inputs, 1, 1); with as many of both only the values tell."),
    /** The gradient of style pl's bias of one sub-position only. */
    BIAS_GRADIENT_OF_ONE_SUBPOSITION("the gradient of style pl's bias of one sub-position only",
            "Style pl convolves at s² positions of every pixel: the bias has the sum over all of them."),
    /** The derivative from the left at whole numbers. */
    LEFT_DERIVATIVE("the derivative from the left at whole numbers",
            "A point exactly on a pixel belongs to the cell to its right, as floor has it; fresh layers of odd scale"
                    + " have such points."),
    /** Points not clipped before their gradients are scattered, with pixels outside at the other end. */
    WRAPPED_SCATTER("points not clipped before their gradients are scattered, with pixels outside at the other end",
            "Clip first, as in the forward pass; what falls outside then has the weight 0."),
    /** The grid rounded to float16 in the backward pass. */
    HALF_PRECISION_GRID_IN_GRADIENT("the grid rounded to float16 in the backward pass",
            "Near ±1 float16 has steps of 1/2048, which is W/4096 pixels; recompute the grid in float32.");

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

    /** {@return whether it is one of the backward pass} */
    public boolean isOfGradients() {
        return compareTo(NO_RANGE_FACTOR_IN_GRADIENT) >= 0;
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
