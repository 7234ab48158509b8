/** Weights and arrays in files: safetensors, NumPy, PyTorch checkpoints. */
@SuppressWarnings("module") // The command, which a package below is opened to, is compiled after this module.
module io.github.dysample.io {
    requires transitive io.github.dysample;
    requires tools.jackson.core;

    exports io.github.dysample.io;

    // The command computes with pictures as the stage of Spark does, which is on the class path.
    exports io.github.dysample.io.internal.picture to io.github.dysample.cli;
}
