package io.github.dysample.contract;

import org.junit.jupiter.api.Nested;

/** The contracts on the scalar backend. */
class ScalarBackendTest {
    @Nested
    class Conv1x1 extends Conv1x1Contract {
        Conv1x1() {
            super("scalar");
        }
    }

    @Nested
    class PixelShuffle extends PixelShuffleContract {
        PixelShuffle() {
            super("scalar");
        }
    }

    @Nested
    class PixelUnshuffle extends PixelUnshuffleContract {
        PixelUnshuffle() {
            super("scalar");
        }
    }

    @Nested
    class GridSample extends GridSampleContract {
        GridSample() {
            super("scalar");
        }
    }

    @Nested
    class Offsets extends OffsetsContract {
        Offsets() {
            super("scalar");
        }
    }

    @Nested
    class OffsetSample extends OffsetSampleContract {
        OffsetSample() {
            super("scalar");
        }
    }

    @Nested
    class Layer extends LayerContract {
        Layer() {
            super("scalar");
        }
    }
}
