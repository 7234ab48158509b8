package io.github.dysample.onnx.internal.write;

import io.github.dysample.DySampleConfig;
import java.util.List;

/** From x and the grid to the sampled map (B, C, s·H, s·W): each group is an item of GridSample's batch. */
final class SamplingNodes {
    private static final int RENAMED = 20; // the opset that calls bilinear linear

    private SamplingNodes() {}

    static void add(GraphPart part, DySampleConfig config, MapSizes sizes, String x, String grid, boolean clipped,
            int opset, String y) {
        String inShape = part.join("groups_shape",
                part.list("group", -1, config.channelsPerGroup()), sizes.height(), sizes.width());
        String groups = part.node("Reshape", "groups", List.of(x, inShape));
        String sampled = part.node("GridSample", "sampled_groups", List.of(groups, grid),
                Attribute.of("mode", opset < RENAMED ? "bilinear" : "linear"),
                Attribute.of("padding_mode", clipped ? "zeros" : "border"),
                Attribute.of("align_corners", 0));
        String outShape = part.join("output_shape",
                part.list("channels", -1, config.channels()), sizes.outputHeight(), sizes.outputWidth());
        part.node("", "Reshape", y, List.of(sampled, outShape));
    }
}
