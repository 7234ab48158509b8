package io.github.dysample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The registry in this JVM, which has all backends; for JVMs that lack something see {@code SelectionTest}. */
class BackendsTest {

    @Test
    void byFallingPriority() {
        assertEquals(
                List.of("vector", "scalar"), Backends.all().stream().map(Backends.Candidate::name).toList());
        assertEquals(List.of(100, 0), Backends.all().stream().map(Backends.Candidate::priority).toList());
    }

    @Test
    void theBestIsTheFirst() {
        assertEquals("vector", Backends.best().name());
        assertSame(Backends.best(), Backends.best());
    }

    @Test
    void oneOfEachName() {
        assertSame(Backends.named("scalar"), Backends.named("scalar"));
        assertEquals("scalar", Backends.named("scalar").name());
    }

    @Test
    void anUnknownNameListsTheKnown() {
        for (String name : new String[] {"gpu", "", "Vector"}) {
            String message =
                    assertThrows(IllegalArgumentException.class, () -> Backends.named(name)).getMessage();
            assertEquals("there is no backend \"" + name + "\", only vector, scalar", message);
        }
    }
}
