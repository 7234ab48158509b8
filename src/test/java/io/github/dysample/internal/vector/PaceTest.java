package io.github.dysample.internal.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which backend computes next, by made-up times. */
class PaceTest {
    private static final int POSITIONS = 100;
    private static final long MILLI = 1_000_000;

    private final AtomicBoolean proven = new AtomicBoolean();
    private final Pace pace = new Pace(proven);

    @BeforeEach
    void secondCall() {
        pace.begin();
        pace.begin();
    }

    @Test
    void theScalarOneBeginsAndStaysUntilTheOtherIsWarm() {
        assertFalse(pace.takeVector(POSITIONS, false));
        pace.scalarTook(300 * MILLI, POSITIONS);
        assertFalse(pace.takeVector(POSITIONS, false));
        assertTrue(pace.takeVector(POSITIONS, true));
    }

    @Test
    void nothingIsSpentAtFirstThenMuchThenNextToNothing() {
        pace.scalarTook(220 * MILLI, POSITIONS);
        assertEquals(0, pace.spare());
        pace.spend(20 * MILLI);
        assertEquals(-20 * MILLI, pace.spare());
        pace.scalarTook(100 * MILLI, POSITIONS);
        assertEquals((3 * 100 - 20) * MILLI, pace.spare());
        pace.scalarTook(10_300 * MILLI, POSITIONS);
        assertEquals((3 * 400 + 500 - 20) * MILLI, pace.spare());
    }

    @Test
    void aFirstCallSpendsOnlyIfItIsLong() {
        Pace first = new Pace(proven);
        first.begin();
        first.scalarTook(2000 * MILLI, POSITIONS);
        assertEquals(0, first.spare());
        first.scalarTook(100 * MILLI, POSITIONS);
        assertEquals(300 * MILLI, first.spare());
        first.begin();
        assertTrue(first.spare() > 300 * MILLI);
    }

    @Test
    void aSlowTrialCostsAndIsRepeatedOnlyLater() {
        pace.scalarTook(300 * MILLI, 100 * POSITIONS);
        pace.spend(pace.spare() - MILLI);
        assertTrue(pace.takeVector(POSITIONS, true));
        pace.vectorTook(100 * MILLI, POSITIONS);
        assertEquals(MILLI - 97 * MILLI, pace.spare());
        assertFalse(pace.takeVector(POSITIONS, true));
        // Paid for, and by now it may have become faster.
        pace.scalarTook(300 * MILLI, 100 * POSITIONS);
        assertTrue(pace.takeVector(POSITIONS, true));
    }

    @Test
    void oneSlowBandIsNoReasonToChangeButManyAre() {
        pace.scalarTook(10 * MILLI, POSITIONS);
        pace.vectorTook(MILLI, POSITIONS);
        pace.vectorTook(500 * MILLI, POSITIONS);
        assertTrue(pace.takeVector(POSITIONS, true));
        for (int band = 0; band < 3; band++) {
            pace.vectorTook(500 * MILLI, POSITIONS);
        }
        assertFalse(pace.takeVector(POSITIONS, true));
    }

    @Test
    void whatOneLayerHasProvenAnotherTriesAtOnceAndMeasuresBoth() {
        pace.scalarTook(10 * MILLI, POSITIONS);
        pace.vectorTook(MILLI, POSITIONS);
        assertTrue(proven.get());
        Pace other = new Pace(proven);
        assertTrue(other.vectorIsFaster());
        assertTrue(other.takeVector(POSITIONS, false));
        other.vectorTook(MILLI, POSITIONS);
        assertFalse(other.takeVector(POSITIONS, false));
        other.scalarTook(10 * MILLI, POSITIONS);
        assertTrue(other.takeVector(POSITIONS, false));
    }
}
