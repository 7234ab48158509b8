package io.github.dysample.internal;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;

/**
 * The checks at the public edge: what is wrong, by name and number. Kernels behind it only assert. Messages are put
 * together only when they are thrown, so a check allocates nothing.
 */
public final class Arguments {
    private Arguments() {}

    /** Checks a layer's input against its config. */
    public static void checkInput(Tensor x, DySampleConfig config) {
        requirePresent("x", x);
        if (x.c() != config.channels()) {
            throw misshapen("x", x, "must have " + config.channels() + " channels");
        }
        checkSamplable(x);
        int s = config.scale();
        Tensor.elements(x.n(), x.c(), scaled("height", x.h(), s), scaled("width", x.w(), s));
        // Only with one channel to a group can the offsets be more than the output.
        long offsets = (long) config.offsetChannels() * x.h() * x.w();
        if (offsets > Tensor.MAX_ELEMENTS) {
            throw misshapen("x", x, "which makes " + offsets + " offsets, over the " + Tensor.MAX_ELEMENTS
                    + " elements a Java array holds");
        }
    }

    /** Checks a layer's input and output against its config. */
    public static void checkLayer(Tensor x, DySampleConfig config, Tensor out) {
        checkInput(x, config);
        int s = config.scale();
        checkOut(x, out, x.n(), x.c(), scaled("height", x.h(), s), scaled("width", x.w(), s));
    }

    /** Checks a 1×1 convolution. */
    public static void checkConv1x1(Tensor x, float[] weight, float[] bias, Tensor out) {
        requirePresent("x", x);
        requirePresent("weight", weight);
        requirePresent("out", out);
        long weights = (long) out.c() * x.c();
        if (weight.length != weights) {
            throw new IllegalArgumentException("weight has " + weight.length + " values, " + out.c() + " outputs of "
                    + x.c() + " inputs need " + weights);
        }
        if (bias != null && bias.length != out.c()) {
            throw new IllegalArgumentException("bias has " + bias.length + " values, " + out.c() + " are needed");
        }
        checkOut(x, out, x.n(), out.c(), x.h(), x.w());
        if (out.data() == weight || out.data() == bias) {
            throw new IllegalArgumentException("out, shape " + out.shapeString() + ", shares its array with "
                    + (out.data() == weight ? "weight" : "bias"));
        }
    }

    /** Checks a pixel shuffle. */
    public static void checkPixelShuffle(Tensor x, int factor, Tensor out) {
        requirePresent("x", x);
        long positions = square("factor", factor);
        if (x.c() % positions != 0) {
            throw misshapen("x", x, "must have a multiple of factor² = " + positions + " channels");
        }
        checkOut(x, out, x.n(), (int) (x.c() / positions), scaled("height", x.h(), factor),
                scaled("width", x.w(), factor));
    }

    /** Checks a pixel unshuffle. */
    public static void checkPixelUnshuffle(Tensor x, int factor, Tensor out) {
        requirePresent("x", x);
        long positions = square("factor", factor);
        if (x.h() % factor != 0 || x.w() % factor != 0) {
            throw misshapen("x", x, "must have height and width that are multiples of factor " + factor);
        }
        if (x.c() > Tensor.MAX_ELEMENTS / positions) {
            throw new IllegalArgumentException("factor " + factor + " makes " + x.c() + " channels into more than "
                    + Tensor.MAX_ELEMENTS);
        }
        checkOut(x, out, x.n(), (int) (x.c() * positions), x.h() / factor, x.w() / factor);
    }

    /** Checks a grid sample. */
    public static void checkGridSample(Tensor x, Tensor grid, Object interpolation, Object padding, Tensor out) {
        requirePresent("x", x);
        requirePresent("grid", grid);
        requirePresent("interpolation", interpolation);
        requirePresent("padding", padding);
        checkSamplable(x);
        if (grid.n() != x.n() || grid.w() != 2) {
            throw misshapen("grid", grid, "must be (" + x.n() + ", Ho, Wo, 2)");
        }
        checkOut(x, out, x.n(), x.c(), grid.c(), grid.h());
        requireOther("grid", grid, out);
    }

    /** Checks the step from convolution results to offsets. */
    public static void checkOffsets(Tensor linear, Tensor scope, int scale, Tensor out) {
        requirePresent("linear", linear);
        long channels = 2 * square("scale", scale);
        if (linear.c() % channels != 0) {
            throw misshapen("linear", linear, "must have a multiple of 2·scale² = " + channels + " channels");
        }
        requirePresent("out", out);
        if (!out.hasShape(linear.n(), linear.c(), linear.h(), linear.w())) {
            throw misshapen("out", out, "must be " + linear.shapeString());
        }
        if (scope != null) {
            if (!scope.hasShape(linear.n(), linear.c(), linear.h(), linear.w())) {
                throw misshapen("scope", scope, "must be " + linear.shapeString());
            }
            requireOther("scope", scope, out);
        }
    }

    /** Checks sampling at offsets. */
    public static void checkOffsetSample(Tensor x, Tensor offsets, int scale, int groups, Tensor out) {
        requirePresent("x", x);
        requirePresent("offsets", offsets);
        checkSamplable(x);
        if (groups < 1) {
            throw new IllegalArgumentException("groups is " + groups + ", must be at least 1");
        }
        if (x.c() % groups != 0) {
            throw misshapen("x", x, "must have a multiple of groups = " + groups + " channels");
        }
        // Compared by division: 2·g·s² may pass the range of a long.
        long perGroup = 2 * square("scale", scale);
        if (offsets.n() != x.n() || offsets.c() / perGroup != groups || offsets.c() % perGroup != 0
                || offsets.h() != x.h() || offsets.w() != x.w()) {
            throw misshapen("offsets", offsets, "must be (" + x.n() + ", 2·" + groups + "·" + scale + "², " + x.h()
                    + ", " + x.w() + ")");
        }
        checkOut(x, out, x.n(), x.c(), scaled("height", x.h(), scale), scaled("width", x.w(), scale));
        requireOther("offsets", offsets, out);
    }

    /** A height or width times the scale or factor. */
    public static int scaled(String name, int size, int factor) {
        long scaled = (long) size * factor;
        if (scaled > Tensor.MAX_ELEMENTS) {
            throw new IllegalArgumentException(
                    name + " " + size + " times " + factor + " is over " + Tensor.MAX_ELEMENTS);
        }
        return (int) scaled;
    }

    private static long square(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
        }
        return (long) value * value;
    }

    private static void checkSamplable(Tensor x) {
        if (x.h() < 1 || x.w() < 1) {
            throw misshapen("x", x, "must have height and width of at least 1");
        }
    }

    private static void checkOut(Tensor x, Tensor out, int n, int c, int h, int w) {
        requirePresent("out", out);
        Tensor.elements(n, c, h, w);
        if (!out.hasShape(n, c, h, w)) {
            throw misshapen("out", out, "must be (" + n + ", " + c + ", " + h + ", " + w + ")");
        }
        requireOther("x", x, out);
    }

    private static void requireOther(String name, Tensor input, Tensor out) {
        if (input.data() == out.data()) {
            throw new IllegalArgumentException("out shares its array with " + name + ", shapes " + out.shapeString()
                    + " and " + input.shapeString());
        }
    }

    /** Checks that an argument is not null. */
    public static void requirePresent(String name, Object value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is null");
        }
    }

    private static IllegalArgumentException misshapen(String name, Tensor tensor, String rule) {
        return new IllegalArgumentException(name + " has shape " + tensor.shapeString() + ", " + rule);
    }
}
