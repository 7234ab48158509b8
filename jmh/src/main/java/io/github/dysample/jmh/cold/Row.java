package io.github.dysample.jmh.cold;

import io.github.dysample.measure.Shape;

/** A row of the table: what the automatic choice is held to. */
enum Row {
    FIRST("first call, over scalar's", Kind.USUAL, 1.3),
    SUM("sum of the first calls, over the smaller of scalar's and vector's", Kind.USUAL, 1.2),
    SETTLED("settled call, over vector's", Kind.USUAL, 1.1),
    INTERPRETED("-Xint: the worst of the first calls, over scalar's", Kind.INTERPRETED, 1.15),
    FIRST_TIER("-XX:TieredStopAtLevel=1: the same", Kind.FIRST_TIER, 1.15),
    WITHOUT_VECTORS("-XX:-EnableVectorSupport: the same", Kind.WITHOUT_VECTORS, 1.15),
    BYTES("bytes a settled call", Kind.USUAL, 0),
    BITS("different outputs, of all calls of all three", Kind.CHECKED, 1);

    private final String text;
    private final Kind kind;
    private final double target;

    Row(String text, Kind kind, double target) {
        this.text = text;
        this.kind = kind;
        this.target = target;
    }

    String text() {
        return text;
    }

    /** The processes it is made of. */
    Kind kind() {
        return kind;
    }

    /** What is good enough: this or less. */
    double target() {
        return target;
    }

    /** Whether calls have to be timed after they have settled. */
    boolean wantsSettled() {
        return this == SETTLED || this == BYTES;
    }

    boolean isRatio() {
        return this != BYTES && this != BITS;
    }

    double value(Runs runs, Shape shape) {
        return switch (this) {
            case FIRST -> runs.median(kind, shape, Choice.AUTOMATIC, run -> run.times().firstMillis())
                    / runs.median(kind, shape, Choice.SCALAR, run -> run.times().firstMillis());
            case SUM -> runs.sum(shape, Choice.AUTOMATIC)
                    / Math.min(runs.sum(shape, Choice.SCALAR), runs.sum(shape, Choice.VECTOR));
            case SETTLED -> runs.median(kind, shape, Choice.AUTOMATIC, run -> run.times().settledMillis())
                    / runs.median(kind, shape, Choice.VECTOR, run -> run.times().settledMillis());
            case INTERPRETED, FIRST_TIER, WITHOUT_VECTORS -> runs.worstCall(kind, shape);
            case BYTES -> runs.mostBytes(shape);
            case BITS -> runs.differentOutputs(shape);
        };
    }
}
