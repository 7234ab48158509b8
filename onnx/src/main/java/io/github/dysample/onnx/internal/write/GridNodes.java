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
     * Of one direction: the centre of a pixel, p + ½, plus the offset, clipped to the centres of the first and the last
     * pixel or not; over half of the size, and less 1. GridSample undoes the last two steps and has the first sum again,
     * to within a few roundings of its own; a sum formed after the division would have twice as many.
     */
    private static String normalised(
            GraphPart part, String axis, String offsets, String size, int dimension, boolean clipped) {
        String one = part.number("one", 1);
        String half = part.number("half", 0.5f);
        String whole = part.node("Squeeze", axis + "_size", List.of(size));
        String pixels = part.node("Cast", axis + "_pixels", List.of(whole), Attribute.of("to", 1));
        String row = part.node("Range", axis + "_row", List.of(half, pixels, one));
        long[] shape = {1, 1, 1, 1};
        shape[dimension] = -1;
        String centres =
                part.node("Reshape", axis + "_centres", List.of(row, part.list(axis + "_centres_shape", shape)));
        String points = part.node("Add", axis + "_points", List.of(offsets, centres));
        if (clipped) {
            String last = part.node("Sub", axis + "_last", List.of(pixels, half));
            points = part.node("Clip", axis + "_clipped", List.of(points, half, last));
        }
        String middle = part.node("Mul", axis + "_middle", List.of(pixels, half));
        String ratios = part.node("Div", axis + "_ratios", List.of(points, middle));
        return part.node("Sub", axis + "_grid", List.of(ratios, one));
    }
}
