package io.github.dysample;

/** Checks the arguments of the backward pass, as {@link Arguments} does for the forward pass. */
final class GradientArguments {
    private GradientArguments() {}

    static void checkLayer(Tensor x, Tensor gradOut, DySampleConfig config) {
        Arguments.checkInput(x, config);
        requireShape("gradOut", gradOut, x.n(), config.outputChannels(), config.outputSize(x.h()),
                config.outputSize(x.w()));
    }

    static void checkGradX(Tensor x, Tensor gradOut, Tensor gradX) {
        if (gradX != null) {
            requireShape("gradX", gradX, x.n(), x.c(), x.h(), x.w());
            requireOther("x", x, "gradX", gradX);
            requireOther("gradOut", gradOut, "gradX", gradX);
        }
    }

    static void checkOffsetSample(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, Tensor gradX, Tensor gradOffsets) {
        Arguments.requirePresent("gradOut", gradOut);
        Arguments.checkOffsetSampleInputs(x, offsets, scale, groups);
        requireShape("gradOut", gradOut, x.n(), x.c(), Arguments.scaled("height", x.h(), scale),
                Arguments.scaled("width", x.w(), scale));
        if (gradX != null) {
            requireShape("gradX", gradX, x.n(), x.c(), x.h(), x.w());
            requireOtherThan("gradX", gradX, "x", x, "offsets", offsets, "gradOut", gradOut);
        }
        if (gradOffsets != null) {
            requireShape("gradOffsets", gradOffsets, offsets.n(), offsets.c(), offsets.h(), offsets.w());
            requireOtherThan("gradOffsets", gradOffsets, "x", x, "offsets", offsets, "gradOut", gradOut, "gradX",
                    gradX);
        }
    }

    static void checkOffsets(Tensor gradOffsets, Tensor linear, Tensor scope, Tensor gradLinear, Tensor gradScope) {
        Arguments.requirePresent("gradOffsets", gradOffsets);
        if ((linear == null) != (scope == null) || (gradScope == null) != (scope == null)) {
            throw new IllegalArgumentException("linear " + given(linear) + ", scope " + given(scope)
                    + " and gradScope " + given(gradScope) + ": all three, or none with static scope");
        }
        requireShapeOf("gradLinear", gradLinear, gradOffsets);
        requireOtherThan("gradLinear", gradLinear, "gradOffsets", gradOffsets, "linear", linear, "scope", scope);
        if (scope != null) {
            requireShapeOf("linear", linear, gradOffsets);
            requireShapeOf("scope", scope, gradOffsets);
            requireShapeOf("gradScope", gradScope, gradOffsets);
            requireOtherThan("gradScope", gradScope, "gradOffsets", gradOffsets, "linear", linear, "scope", scope,
                    "gradLinear", gradLinear);
        }
    }

    static void checkConv1x1Input(Tensor gradOut, float[] weight, int phases, Tensor gradX) {
        Arguments.requirePresent("weight", weight);
        Arguments.requirePresent("gradX", gradX);
        requirePhases("gradOut", gradOut, phases);
        requirePhases("gradX", gradX, phases);
        requireShape("gradX", gradX, gradOut.n(), gradX.c(), gradOut.h(), gradOut.w());
        requireLength("weight", weight.length, gradOut.c() / phases, gradX.c() / phases);
        requireOtherThan("gradX", gradX, "gradOut", gradOut);
        if (gradX.data() == weight) {
            throw new IllegalArgumentException(
                    "gradX, shape " + gradX.shapeString() + ", shares its array with weight");
        }
    }

    static void checkConv1x1Weight(Tensor x, Tensor gradOut, int phases, double[] sums) {
        Arguments.requirePresent("sums", sums);
        requirePhases("x", x, phases);
        requirePhases("gradOut", gradOut, phases);
        requireShape("gradOut", gradOut, x.n(), gradOut.c(), x.h(), x.w());
        requireLength("sums", sums.length, gradOut.c() / phases, x.c() / phases);
    }

    static void checkConv1x1Bias(Tensor gradOut, int phases, double[] sums) {
        Arguments.requirePresent("sums", sums);
        requirePhases("gradOut", gradOut, phases);
        requireLength("sums", sums.length, gradOut.c() / phases, 1);
    }

    private static void requirePhases(String name, Tensor tensor, int phases) {
        Arguments.requirePresent(name, tensor);
        if (phases < 1) {
            throw new IllegalArgumentException("phases is " + phases + ", must be at least 1");
        }
        if (tensor.c() % phases != 0) {
            throw new IllegalArgumentException(name + " has shape " + tensor.shapeString()
                    + ", must have a multiple of phases = " + phases + " channels");
        }
    }

    private static void requireLength(String name, int length, int outputs, int inputs) {
        if (length != (long) outputs * inputs) {
            throw new IllegalArgumentException(name + " has " + length + " values, " + outputs + " outputs of " + inputs
                    + " inputs need " + (long) outputs * inputs);
        }
    }

    private static void requireShapeOf(String name, Tensor tensor, Tensor like) {
        requireShape(name, tensor, like.n(), like.c(), like.h(), like.w());
    }

    private static String given(Tensor tensor) {
        return tensor == null ? "is null" : "has shape " + tensor.shapeString();
    }

    /** The names and the tensors that may not share the array, in turn; a tensor may be null. */
    private static void requireOtherThan(String outName, Tensor out, Object... inputs) {
        for (int i = 0; i < inputs.length; i += 2) {
            if (inputs[i + 1] instanceof Tensor input) {
                requireOther((String) inputs[i], input, outName, out);
            }
        }
    }

    private static void requireShape(String name, Tensor tensor, int n, int c, int h, int w) {
        Arguments.requirePresent(name, tensor);
        if (!tensor.hasShape(n, c, h, w)) {
            throw new IllegalArgumentException(name + " has shape " + tensor.shapeString() + ", must be "
                    + Tensor.shapeString(n, c, h, w));
        }
    }

    private static void requireOther(String name, Tensor input, String outName, Tensor out) {
        if (input.data() == out.data()) {
            throw new IllegalArgumentException(outName + " shares its array with " + name + ", shapes "
                    + out.shapeString() + " and " + input.shapeString());
        }
    }
}
