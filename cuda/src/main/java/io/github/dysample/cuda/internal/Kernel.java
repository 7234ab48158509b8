package io.github.dysample.cuda.internal;

/** The kernels of {@code dysample.cu}. */
enum Kernel {
    CONV_1X1("conv1x1"),
    PIXEL_SHUFFLE("pixelShuffle"),
    PIXEL_UNSHUFFLE("pixelUnshuffle"),
    OFFSETS("offsets"),
    OFFSET_SAMPLE("offsetSample"),
    PROJECT_GROUPS("projectGroups"),
    SAMPLE_GROUPS("sampleGroups"),
    GRID_SAMPLE("gridSample"),
    LAYER_BY_4("layerBy4"),
    LAYER_BY_3("layerBy3"),
    LAYER_BY_2("layerBy2"),
    LAYER_BY_1("layerBy1");

    private final String function;

    Kernel(String function) {
        this.function = function;
    }

    /** {@return its name in the source} */
    String function() {
        return function;
    }

    /** {@return the layer for a scale, with as many neighbouring outputs together as divide it} */
    static Kernel layer(int scale) {
        return scale % 4 == 0 ? LAYER_BY_4 : scale % 3 == 0 ? LAYER_BY_3 : scale % 2 == 0 ? LAYER_BY_2 : LAYER_BY_1;
    }
}
