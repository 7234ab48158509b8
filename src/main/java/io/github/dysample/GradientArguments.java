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
