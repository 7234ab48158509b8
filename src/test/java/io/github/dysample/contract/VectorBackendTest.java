package io.github.dysample.contract;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contracts on the vector backend. */
@Tag("vector")
class VectorBackendTest {
    @Nested
    class Conv1x1 extends Conv1x1Contract {
        Conv1x1() {
            super("vector");
        }
    }

    @Nested
    class PixelShuffle extends PixelShuffleContract {
        PixelShuffle() {
            super("vector");
        }
    }

    @Nested
    class PixelUnshuffle extends PixelUnshuffleContract {
        PixelUnshuffle() {
            super("vector");
        }
    }

    @Nested
    class GridSample extends GridSampleContract {
        GridSample() {
            super("vector");
        }
    }

    @Nested
    class Offsets extends OffsetsContract {
        Offsets() {
            super("vector");
        }
    }

    @Nested
    class OffsetSample extends OffsetSampleContract {
        OffsetSample() {
            super("vector");
        }
    }

    @Nested
    class Layer extends LayerContract {
        Layer() {
            super("vector");
        }
    }
}
