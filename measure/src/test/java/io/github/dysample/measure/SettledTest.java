package io.github.dysample.measure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SettledTest {

    @Test
    void timesThatStayHaveSettled() {
        assertTrue(Settled.of(2, 2));
        assertTrue(Settled.of(2.1, 1.95, 2, 2, 2.05));
        assertTrue(Settled.of(1, 1, 1, 1.5, 1, 1)); // a pause of the machine
    }

    @Test
    void timesThatBecomeShorterHaveNot() {
        assertFalse(Settled.of(2, 1));
        assertFalse(Settled.of(9, 5, 3, 2, 1.5));
        assertFalse(Settled.of(3, 3, 3, 2.6, 2.6, 2.6));
    }

    @Test
    void timesThatBecomeLongerDoNotWaitForTheCompiler() {
        assertTrue(Settled.of(1, 2, 3, 4));
    }

    @Test
    void aSingleTimeCannotTell() {
        assertFalse(Settled.of());
        assertFalse(Settled.of(1));
    }
}
