package io.github.dysample;

import io.github.dysample.spi.PreparedConv1x1;

/**
 * Checks arguments at the public edge; the messages name them and give the numbers. Kernels only assert. Messages are
 * built only to be thrown, so a check allocates nothing.
 */
final class Arguments {
    private Arguments() {}

    static void checkLayer(Tensor x, DySampleConfig config, Tensor out) {
        checkInput(x, config);
        checkOut(x, out, x.n(), config.outputChannels(), config.outputSize(x.h()), config.outputSize(x.w()));
    }

    static void checkInput(Tensor x, DySampleConfig config) {
        requirePresent("x", x);
        config.checkInput(x.n(), x.c(), x.h(), x.w());
    }

    static void checkConv1x1(float[] weight, float[] bias, int outputs, int inputs) {
        requirePresent("weight", weight);
        if (outputs < 0 || inputs < 0) {
            throw new IllegalArgumentException(outputs + " outputs of " + inputs + " inputs: neither may be negative");
        }
        long weights = (long) outputs * inputs;
        if (weight.length != weights) {
            throw new IllegalArgumentException("weight has " + weight.length + " values, " + outputs + " outputs of "
                    + inputs + " inputs need " + weights);
        }
        if (bias != null && bias.length != outputs) {
            throw new IllegalArgumentException("bias has " + bias.length + " values, " + outputs + " are needed");
        }
    }

    static void checkConv1x1(Tensor x, float[] weight, float[] bias, Tensor out) {
        requirePresent("x", x);
        requirePresent("weight", weight);
        requirePresent("out", out);
        checkConv1x1(weight, bias, out.c(), x.c());
        checkOut(x, out, x.n(), out.c(), x.h(), x.w());
        if (out.data() == weight || out.data() == bias) {
            throw new IllegalArgumentException("out, shape " + out.shapeString() + ", shares its array with "
                    + (out.data() == weight ? "weight" : "bias"));
        }
    }

    static void checkConv1x1(Tensor x, PreparedConv1x1 weights, Tensor out) {
        requirePresent("x", x);
        requirePresent("weights", weights);
        if (x.c() != weights.inputs()) {
            throw misshapen("x", x, "must have " + weights.inputs() + " channels");
        }
        checkOut(x, out, x.n(), weights.outputs(), x.h(), x.w());
    }

    static void checkPixelShuffle(Tensor x, int factor, Tensor out) {
        requirePresent("x", x);
        long positions = square("factor", factor);
        if (x.c() % positions != 0) {
            throw misshapen("x", x, "must have a multiple of factor² = " + positions + " channels");
        }
        checkOut(x, out, x.n(), (int) (x.c() / positions), scaled("height", x.h(), factor),
                scaled("width", x.w(), factor));
    }

    static void checkPixelUnshuffle(Tensor x, int factor, Tensor out) {
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

    static void checkGridSample(Tensor x, Tensor grid, Object interpolation, Object padding, Tensor out) {
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

    static void checkOffsets(Tensor linear, Tensor scope, float[] initial, Tensor out) {
        requirePresent("linear", linear);
        requirePresent("initial", initial);
        if (linear.c() != initial.length) {
            throw misshapen("linear", linear, "must have as many channels as there are initial positions, "
                    + initial.length);
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

    static void checkOffsetSample(Tensor x, Tensor offsets, int scale, int groups, Tensor out) {
        checkOffsetSampleInputs(x, offsets, scale, groups);
        checkOut(x, out, x.n(), x.c(), scaled("height", x.h(), scale), scaled("width", x.w(), scale));
        requireOther("offsets", offsets, out);
    }

    static void checkOffsetSampleInputs(Tensor x, Tensor offsets, int scale, int groups) {
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
    }

    /** A height or width times the scale or factor. */
    static int scaled(String name, int size, int factor) {
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

    static void requirePresent(String name, Object value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is null");
        }
    }

    private static IllegalArgumentException misshapen(String name, Tensor tensor, String rule) {
        return new IllegalArgumentException(name + " has shape " + tensor.shapeString() + ", " + rule);
    }
}
