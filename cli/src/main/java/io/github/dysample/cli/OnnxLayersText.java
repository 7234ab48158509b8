package io.github.dysample.cli;

import io.github.dysample.onnx.OnnxLayer;
import io.github.dysample.onnx.OtherSampler;
import io.github.dysample.onnx.Verdict;
import io.github.dysample.verify.internal.text.Printable;
import java.io.PrintStream;

/** The layers of an ONNX file and what is wrong with them, for people. */
final class OnnxLayersText {
    private OnnxLayersText() {}

    static void print(OnnxCheckpoint found, PrintStream out) {
        for (OnnxLayer layer : found.layers()) {
            out.println(line(layer));
            out.println("  " + Printable.of(layer.reason()));
            String advice = advice(found, layer.verdict());
            if (!advice.isEmpty()) {
                out.println("  " + Printable.of(advice));
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

    private static String advice(OnnxCheckpoint found, Verdict verdict) {
        String mend = "dysample onnx mend " + found.file() + " mended.onnx";
        return switch (verdict) {
            case Verdict.Right _ -> "";
            case Verdict.OnlyAt(int height, int width) -> "At any other size than " + height + "×" + width
                    + " its result is wrong without a warning. To have it right at every size: " + mend;
            case Verdict.WrongUnshuffle _ -> "Its result is wrong at every size, since the exporter wrote another order"
                    + " of channels. To have it right: " + mend;
        };
    }
}
