package io.github.dysample.onnx;

/** What a layer in a file computes, found by evaluating it. {@code toString} spells it as the command prints it. */
public sealed interface Verdict {
    /** The layer, at every size that the model takes. */
    record Right() implements Verdict {
        @Override
        public String toString() {
            return "RIGHT";
        }
    }

    /**
     * The layer at one size alone: an exporter froze the size of the example it was given.
     *
     * @param height H of x
     * @param width W of x
     */
    record OnlyAt(int height, int width) implements Verdict {
        @Override
        public String toString() {
            return "ONLY_AT(" + height + ", " + width + ")";
        }
    }

    /**
     * Not the layer: the channels of a layer of style {@code pl} are in the order of ONNX's SpaceToDepth, which is not
     * that of PyTorch's {@code pixel_unshuffle}.
     */
    record WrongUnshuffle() implements Verdict {
        @Override
        public String toString() {
            return "WRONG_UNSHUFFLE";
        }
    }
}
