package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    private static final List<String> KNOWN =
            List.of("upsample", "init", "info", "verify", "--threads", "--weights", "--without-end-conv", "--json");

    private static void assertNear(String typed, String... expected) {
        assertEquals(List.of(expected), Suggestions.near(typed, KNOWN), typed);
    }

    @Test
    void slipsAreFound() {
        assertNear("upsmaple", "upsample");
        assertNear("Upsample", "upsample");
        assertNear("up", "upsample");
        assertNear("inof", "info");
        assertNear("inft", "info", "init");
        assertNear("--thread", "--threads");
        assertNear("--wieghts", "--weights");
        assertNear("--without", "--without-end-conv");
    }

    @Test
    void otherWordsAreNot() {
        assertNear("benchmark");
        assertNear("x");
        assertNear("--j");
        assertNear("");
        assertEquals("", Suggestions.question("benchmark", KNOWN));
        assertEquals("; did you mean info or init?", Suggestions.question("inft", KNOWN));
    }
}
