/** DySample layers in ONNX files: found, their weights read, and judged. */
module io.github.dysample.onnx {
    requires transitive io.github.dysample;
    requires transitive io.github.dysample.io;

    exports io.github.dysample.onnx;
}
