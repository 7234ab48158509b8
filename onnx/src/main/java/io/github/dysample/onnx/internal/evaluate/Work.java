package io.github.dysample.onnx.internal.evaluate;

/**
 * How much may be computed for a file, so that a small one cannot ask for much memory or time. One unit is an element
 * that an operator makes. Not thread-safe.
 */
public final class Work {
    /** What one evaluation may hold: enough for a map of 256 × 120 × 120 that is doubled. */
    static final long AT_ONCE = 32L << 20;

    private static final long FREE = 64L << 20;
    private static final long TIMES_FILE = 200;
    private static final long MOST = 1L << 30;

    private long left;
    private long now;

    /** For a file of some size. */
    public Work(long fileBytes) {
        left = Math.min(MOST, FREE + TIMES_FILE * fileBytes);
    }

    /** Begins an evaluation, and lets go of the values of the one before. */
    void begin() {
        now = 0;
    }

    /** Takes the elements that an operator is going to make. */
    void take(long elements) throws CannotEvaluateException {
        now += elements;
        if (elements < 0 || now > AT_ONCE || now < 0) {
            throw new CannotEvaluateException("it makes more than the " + AT_ONCE
                    + " elements that are computed to judge a layer");
        }
        use(elements);
    }

    /** Takes time that makes no elements. */
    public void use(long units) throws CannotEvaluateException {
        left -= units;
        if (left < 0) {
            throw new CannotEvaluateException("the layers before it took all the time that a file of this size gets");
        }
    }
}
