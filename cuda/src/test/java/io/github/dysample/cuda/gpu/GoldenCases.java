package io.github.dysample.cuda.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.Backend;
import io.github.dysample.DySample;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden cases have the bits of the scalar backend, which other tests hold against PyTorch. */
public abstract class GoldenCases {

    /** {@return the backend to test} */
    protected abstract Backend backend();

    private static Suite suite() throws IOException {
        return Suite.open(Path.of(System.getProperty("dysample.testdata", "../testdata")));
    }

    static List<String> cases() throws IOException {
        return suite().names();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameBits(String name) throws IOException {
        GoldenCase golden = suite().read(name);
        assertEquals(DySample.of(golden.weights(), "scalar").forward(golden.x()),
                DySample.of(golden.weights(), backend()).forward(golden.x()));
    }
}
