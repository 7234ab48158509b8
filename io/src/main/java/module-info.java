/** Weights and arrays in files: safetensors, NumPy, PyTorch checkpoints. */
module io.github.dysample.io {
    requires transitive io.github.dysample;
    requires tools.jackson.core;

    exports io.github.dysample.io;
}
