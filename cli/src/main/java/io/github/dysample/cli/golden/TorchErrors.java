package io.github.dysample.cli.golden;

import io.github.dysample.cli.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;

/** PyTorch's largest errors in float32 on the cases of the standard suite, as {@code clients.py} found them. */
final class TorchErrors {
    private static final String FILE = "torch-errors.json";

    private TorchErrors() {}

    /** {@return that of a case, if it was measured} */
    static OptionalDouble of(String name) {
        try (InputStream in = TorchErrors.class.getResourceAsStream(FILE)) {
            Json errors = Json.read(FILE, in);
            return errors.has(name) ? OptionalDouble.of(errors.number(name)) : OptionalDouble.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
