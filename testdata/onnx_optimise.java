import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** Has ONNX Runtime optimise a model: {@code java -cp onnxruntime.jar onnx_optimise.java IN.onnx OUT.onnx LEVEL}. */
void main(String[] arguments) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.valueOf(arguments[2]));
        options.setOptimizedModelFilePath(arguments[1]);
        OrtEnvironment.getEnvironment().createSession(arguments[0], options).close();
    }
}
