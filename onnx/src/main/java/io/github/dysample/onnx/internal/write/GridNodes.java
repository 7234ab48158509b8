package io.github.dysample.onnx.internal.write;

import io.github.dysample.DySampleConfig;
import java.util.List;

/** From the offsets to the grid (B·g, s·H, s·W, 2) that GridSample takes, x before y, −1 to 1. */
final class GridNodes {
    private GridNodes() {}

    static String add(GraphPart part, DySampleConfig config, MapSizes sizes, String offsets, boolean clipped) {
        int half = config.offsetChannels() / 2;
        String x = normalised(part, "x", part.slice("x_offsets", offsets, 0, half), sizes.width(), 3, clipped);
        String y = normalised(part, "y", part.slice("y_offsets", offsets, half, 2 * half), sizes.height(), 2, clipped);
        String both = part.node("Concat", "points", List.of(x, y), Attribute.of("axis", 1));
        String placed = config.scale() == 1 ? both : part.shuffle("placed", both, config.scale());
        // One long row for x and one for y: two dimensions change places faster than five.
        String rows = part.node("Reshape", "rows", List.of(placed, part.list("rows_shape", 0, 2, -1)));
        String pairs = part.node("Transpose", "pairs", List.of(rows), Attribute.list("perm", 0, 2, 1));
        String shape = part.join("grid_shape",
                part.list("rest", -1), sizes.outputHeight(), sizes.outputWidth(), part.list("two", 2));
        return part.node("Reshape", "grid", List.of(pairs, shape));
    }

    /**
     * Of one direction: where pixel p lies, (2·p + 1 − size) / size, plus the offset times 2 / size, clipped to the
     * centres of the first and the last pixel or not. The numerator is exact, and the sum of pixel and offset, which
     * would lose bits on wide maps, is never formed.
     */
    private static String normalised(
            GraphPart part, String axis, String offsets, String size, int dimension, boolean clipped) {
        String one = part.number("one", 1);
        String two = part.number("double", 2);
        String whole = part.node("Squeeze", axis + "_size", List.of(size));
        String pixels = part.node("Cast", axis + "_pixels", List.of(whole), Attribute.of("to", 1));
        String start = part.node("Sub", axis + "_start", List.of(one, pixels));
        String range = part.node("Range", axis + "_range", List.of(start, pixels, two));
        String row = part.node("Div", axis + "_row", List.of(range, pixels));
        long[] shape = {1, 1, 1, 1};
        shape[dimension] = -1;
        String positions =
                part.node("Reshape", axis + "_positions", List.of(row, part.list(axis + "_positions_shape", shape)));
        String step = part.node("Div", axis + "_step", List.of(two, pixels));
        String steps = part.node("Mul", axis + "_steps", List.of(offsets, step));
        String points = part.node("Add", axis + "_points", List.of(steps, positions));
        if (!clipped) {
            return points;
        }
        String first = part.node("Div", axis + "_first", List.of(start, pixels));
        String end = part.node("Sub", axis + "_end", List.of(pixels, one));
        String last = part.node("Div", axis + "_last", List.of(end, pixels));
        return part.node("Clip", axis + "_clipped", List.of(points, first, last));
    }
}
