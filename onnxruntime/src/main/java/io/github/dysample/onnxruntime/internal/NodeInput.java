package io.github.dysample.onnxruntime.internal;

/** The inputs of a node, in their order: x, and the weights by the names that PyTorch's module gives them. */
enum NodeInput {
    /** (B, C, H, W). */
    X("x"),
    /** (O, I, 1, 1): the convolution's outputs and inputs. */
    OFFSET_WEIGHT("offset.weight"),
    /** (O). */
    OFFSET_BIAS("offset.bias"),
    /** (O, I, 1, 1); there exactly if the scope is dynamic. */
    SCOPE_WEIGHT("scope.weight"),
    /** (O). */
    SCOPE_BIAS("scope.bias"),
    /** (1, 2·g·s², 1, 1); where it is absent, the usual positions. */
    INIT_POS("init_pos"),
    /** (outputs, C, 1, 1); there exactly if the layer has an {@code end_conv}. */
    END_CONV_WEIGHT("end_conv.weight"),
    /** (outputs). */
    END_CONV_BIAS("end_conv.bias");

    private final String text;

    NodeInput(String text) {
        this.text = text;
    }

    boolean isRequired() {
        return this == X || this == OFFSET_WEIGHT;
    }

    @Override
    public String toString() {
        return text;
    }
}
