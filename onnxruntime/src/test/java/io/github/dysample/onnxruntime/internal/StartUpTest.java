package io.github.dysample.onnxruntime.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever keeps the operator from being registered is one sentence, with what to do. */
class StartUpTest {
    private static final String BEGINNING = "the DySample operator cannot be registered: ";

    @Test
    void noLibraryOfThatFunction() {
        OrtFailure thrown = assertThrows(OrtFailure.class, () -> OrtLibrary.open(name -> Optional.empty()));
        assertEquals(BEGINNING + "the class loader of io.github.dysample.onnxruntime.internal.OrtLibrary has loaded no"
                + " library with the function OrtGetApiBase; put this library and ONNX Runtime on the same class path"
                + " or the same module path", thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.16.3", "1.3.0", "1.0"})
    void versionsThatAreTooOld(String version) {
        OrtFailure thrown = assertThrows(OrtFailure.class, () -> OrtLibrary.requireVersion(version));
        assertEquals(BEGINNING + "ONNX Runtime is of version " + version + ", the operator needs 1.17 or later",
                thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.17.0", "1.29.0", "1.100.1", "2.0.0", "1.30.0-dev", "of our own"})
    void versionsThatAreNot(String version) {
        assertDoesNotThrow(() -> OrtLibrary.requireVersion(version));
    }

    @ParameterizedTest
    @CsvSource({"1.17.0, false", "1.28.9, false", "1.29.0, true", "1.30.0, true", "2.0.0, true"})
    void versionsThatInferShapes(String version, boolean infers) {
        assertEquals(infers, OrtLibrary.infersShapes(version));
    }

    @Test
    void aJavaApiWithoutTheHandle() {
        OrtFailure thrown = assertThrows(
                OrtFailure.class, () -> OrtLibrary.nativeHandle(SessionOptions.class, "getAddress"));
        assertEquals(BEGINNING + "the Java API of this ONNX Runtime has no SessionOptions.getAddress, through which the"
                + " operator reaches the options; use a version that has, such as 1.29.0", thrown.getMessage());
    }

    /** As ONNX Runtime's package would be, were it a module that does not open it. */
    @Test
    void aPackageThatIsClosed() {
        OrtFailure thrown = assertThrows(
                OrtFailure.class, () -> OrtLibrary.nativeHandle(Integer.class, "longValue"));
        assertEquals(BEGINNING + "ONNX Runtime's package is closed to the operator; start java with"
                + " --add-opens=java.base/java.lang=ALL-UNNAMED", thrown.getMessage());
    }
}
