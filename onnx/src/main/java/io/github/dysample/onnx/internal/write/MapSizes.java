package io.github.dysample.onnx.internal.write;

import java.util.List;

/**
 * The sizes of the maps, computed from the input in each run: lists of one number, which shapes are put together from.
 *
 * @param height H
 * @param width W
 * @param outputHeight s·H
 * @param outputWidth s·W
 */
record MapSizes(String height, String width, String outputHeight, String outputWidth) {

    /** Adds the nodes that compute them. */
    static MapSizes add(GraphPart part, String x, int scale) {
        String height = size(part, "height", x, 2);
        String width = size(part, "width", x, 3);
        String factor = part.list("scale", scale);
        return new MapSizes(height, width,
                part.node("Mul", "output_height", List.of(height, factor)),
                part.node("Mul", "output_width", List.of(width, factor)));
    }

    private static String size(GraphPart part, String name, String x, int axis) {
        return part.node("Shape", name, List.of(x), Attribute.of("start", axis), Attribute.of("end", axis + 1));
    }
}
