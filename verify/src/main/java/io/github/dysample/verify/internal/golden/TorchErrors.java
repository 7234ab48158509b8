package io.github.dysample.verify.internal.golden;

import io.github.dysample.verify.internal.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * PyTorch's largest errors in float32 on the cases of both suites, as {@code testdata/clients.py} measured them.
 */
public final class TorchErrors {
    private static final String FILE = "torch-errors.json";
    private static final Json RECORDED = read();

    private TorchErrors() {}

    private static Json read() {
        try (InputStream in = TorchErrors.class.getResourceAsStream(FILE)) {
            return Json.read(FILE, in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return the error on a case; NaN if it was not measured} */
    public static double of(String name) {
        try {
            Json errors = RECORDED.object("errors");
            return errors.has(name) ? errors.number(name) : Double.NaN;
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /**
     * {@return the SHA-256 of the inputs and weights they were measured with, the standard suite first, case by case in
     * the order of names}
     */
    static String inputs() throws IOException {
        return RECORDED.text("inputs");
    }
}
