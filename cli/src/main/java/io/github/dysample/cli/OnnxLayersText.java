package io.github.dysample.cli;

import io.github.dysample.onnx.OnnxLayer;
import io.github.dysample.onnx.OtherSampler;
import io.github.dysample.verify.internal.text.Printable;
import java.io.PrintStream;

/** The layers of an ONNX file and what is wrong with them, for people. */
final class OnnxLayersText {
    private OnnxLayersText() {}

    static void print(OnnxCheckpoint found, PrintStream out) {
        for (OnnxLayer layer : found.layers()) {
            out.println(line(layer));
            out.println("  " + Printable.of(layer.reason()));
            if (!layer.isRight()) {
                out.println("  " + Printable.of("dysample onnx mend " + found.file() + " mended.onnx"));
            }
        }
        for (OtherSampler other : found.others()) {
            out.println(Printable.of(other.name()) + "  REFUSED");
            out.println("  " + Printable.of(other.reason()));
        }
    }

    /** {@return a layer and its verdict} */
    static String line(OnnxLayer layer) {
        return Printable.of(layer.name()) + "  " + layer.verdict() + "  " + layer.weights().config()
                + (layer.weights().hasOwnInitialPositions() ? ", own initial positions" : "");
    }
}
