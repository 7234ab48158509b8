package io.github.dysample.jmh.report;

import io.github.dysample.Style;
import io.github.dysample.jmh.Engine;
import io.github.dysample.measure.BenchmarkShape;
import java.util.Locale;

/**
 * A piece of work, and the engine that does it.
 *
 * @param style null if the engine does not compute the layer
 * @param dynamicScope false if the engine does not compute the layer
 * @param threads how many threads compute
 * @param forcedBits the vector width the JVM was held to, 0 for the CPU's own
 */
public record Cell(
        Engine engine, BenchmarkShape shape, Style style, boolean dynamicScope, int threads, int forcedBits) {

    /** Drops style and scope where the engine does not compute the layer. */
    public Cell {
        if (!engine.isLayer()) {
            style = null;
            dynamicScope = false;
        }
    }

    /** Whether it is of this variant of the layer, at the CPU's own vector width. */
    boolean isOf(Style wanted, boolean dynamic) {
        return style == wanted && dynamicScope == dynamic && forcedBits == 0;
    }

    /** As a line of progress calls it, such as neck lp static 1T dysample. */
    public String text() {
        String variant = style == null ? "" : " " + style.torchName() + (dynamicScope ? " dynamic" : " static");
        String width = forcedBits == 0 ? "" : " " + forcedBits + "-bit";
        return (shape + variant + " " + threads + "T " + engine + width).toLowerCase(Locale.ROOT);
    }
}
