/** The DySample layer as an operator of ONNX Runtime. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // ONNX Runtime's jar has no descriptor.
module io.github.dysample.onnxruntime {
    requires transitive io.github.dysample;
    requires transitive com.microsoft.onnxruntime;

    exports io.github.dysample.onnxruntime;
}
