package io.github.dysample.testkit;

import io.github.dysample.Backend;
import org.junit.jupiter.api.Nested;

/**
 * Everything a backend owes: every kernel and the layer give the bits of the scalar backend on inputs of every kind,
 * and refuse bad arguments with the numbers in the message. A backend passes if a test class of this kind does:
 *
 * <pre>{@code
 * class MyBackendTest extends BackendContract {
 *     @Override
 *     protected Backend backend() {
 *         return Backends.named("mine");
 *     }
 * }
 * }</pre>
 *
 * <p>Tests are seeded, and take some seconds with a backend as slow as the scalar one.
 */
public abstract class BackendContract {

    /** For subclasses. */
    protected BackendContract() {}

    /** {@return the backend to test; asked for before every test} */
    protected abstract Backend backend();

    @Nested
    class Conv1x1 extends Conv1x1Contract {
        Conv1x1() {
            super(BackendContract.this.backend());
        }
    }

    @Nested
    class PixelShuffle extends PixelShuffleContract {
        PixelShuffle() {
            super(BackendContract.this.backend());
        }
    }

    @Nested
    class GridSample extends GridSampleContract {
        GridSample() {
            super(BackendContract.this.backend());
        }
    }

    @Nested
    class Offsets extends OffsetsContract {
        Offsets() {
            super(BackendContract.this.backend());
        }
    }

    @Nested
    class OffsetSample extends OffsetSampleContract {
        OffsetSample() {
            super(BackendContract.this.backend());
        }
    }

    @Nested
    class Threads extends ThreadsContract {
        Threads() {
            super(BackendContract.this.backend());
        }
    }

    @Nested
    class Layer extends LayerContract {
        Layer() {
            super(BackendContract.this.backend());
        }
    }

    @Nested
    class OffsetSampleGradient extends OffsetSampleGradientContract {
        OffsetSampleGradient() {
            super(BackendContract.this.backend());
        }
    }

    @Nested
    class OffsetsGradient extends OffsetsGradientContract {
        OffsetsGradient() {
            super(BackendContract.this.backend());
        }
    }

    @Nested
    class Conv1x1Gradient extends Conv1x1GradientContract {
        Conv1x1Gradient() {
            super(BackendContract.this.backend());
        }
    }

    @Nested
    class LayerGradient extends LayerGradientContract {
        LayerGradient() {
            super(BackendContract.this.backend());
        }
    }
}
