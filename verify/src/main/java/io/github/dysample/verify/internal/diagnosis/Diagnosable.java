package io.github.dysample.verify.internal.diagnosis;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.StageResult;

/** Chooses the cases that a diagnosis looks at: none that is too large, and as many as memory holds. */
public final class Diagnosable {
    /** Half a gigabyte of values. */
    private static final long MOST_KEPT = 1L << 26;

    /** Larger cases take too long to compute with each of some forty mistakes, or some hundreds of pairs. */
    private static final long MOST_ELEMENTS = 1L << 20;

    private long kept;
    private int tooLarge;

    /** {@return whether the next case of the suite is one of them} */
    public boolean takes(CaseResult next) {
        long largest = Symptoms.sizes(next.stages()).max().orElse(Long.MAX_VALUE);
        long elements = Symptoms.sizes(next.stages()).sum();
        if (largest <= MOST_ELEMENTS && kept + elements <= MOST_KEPT) {
            kept += elements;
            return true;
        }
        tooLarge += next.stages().stream().anyMatch(StageResult::hasWrongValues) ? 1 : 0;
        return false;
    }

    /** {@return how many of the others have wrong values} */
    public int tooLarge() {
        return tooLarge;
    }
}
