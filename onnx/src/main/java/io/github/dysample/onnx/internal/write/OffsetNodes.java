package io.github.dysample.onnx.internal.write;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import java.util.List;
import java.util.Map;

/** The offset branch: from x to the offsets (B, 2·g·s², H, W) in pixels, initial positions included. */
final class OffsetNodes {
    private OffsetNodes() {}

    static String add(GraphPart part, DySampleConfig config, Map<String, String> arrays, MapSizes sizes, String x) {
        int scale = config.scale();
        boolean shuffled = config.style() == Style.PL && scale > 1;
        String source = shuffled ? part.shuffle("shuffled", x, scale) : x;
        String moved = moved(part, config, arrays, source);
        String low = shuffled ? unshuffle(part, config, sizes, moved) : moved;
        return part.node("Add", "offsets", List.of(low, arrays.get("init_pos")));
    }

    private static String moved(GraphPart part, DySampleConfig config, Map<String, String> arrays, String source) {
        String linear = part.node("Conv", "linear", Convolution.inputs(arrays, "offset", source));
        if (!config.dynamicScope()) {
            return part.node("Mul", "moved", List.of(linear, part.number("quarter", 0.25f)));
        }
        String scope = part.node("Conv", "scope", Convolution.inputs(arrays, "scope", source));
        String reach = part.node("Sigmoid", "reach", List.of(scope));
        String scaled = part.node("Mul", "scaled", List.of(linear, reach));
        return part.node("Mul", "moved", List.of(scaled, part.number("half", 0.5f)));
    }

    /** Three nodes, because SpaceToDepth has another order of channels. */
    private static String unshuffle(GraphPart part, DySampleConfig config, MapSizes sizes, String high) {
        String scale = part.list("scale", config.scale());
        String pairs = part.list("maps", 0, 2L * config.groups());
        String six = part.join("cells_shape", pairs, sizes.height(), scale, sizes.width(), scale);
        String cells = part.node("Reshape", "cells", List.of(high, six));
        String turned = part.node("Transpose", "turned", List.of(cells), Attribute.list("perm", 0, 1, 3, 5, 2, 4));
        String channels = part.list("offset_channels", 0, config.offsetChannels());
        String four = part.join("unshuffled_shape", channels, sizes.height(), sizes.width());
        return part.node("Reshape", "unshuffled", List.of(turned, four));
    }
}
