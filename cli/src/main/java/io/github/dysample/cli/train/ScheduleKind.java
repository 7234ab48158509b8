package io.github.dysample.cli.train;

import io.github.dysample.train.Schedule;

/** How the learning rate changes in the course of the training. */
public enum ScheduleKind {
    CONSTANT,
    STEP,
    COSINE;

    private static final int STAIRS = 3;
    private static final double FACTOR = 0.1;

    Schedule of(double rate, long steps, long warmUp) {
        Schedule schedule = switch (this) {
            case CONSTANT -> Schedule.constant(rate);
            case STEP -> Schedule.step(rate, (steps + STAIRS - 1) / STAIRS, FACTOR);
            case COSINE -> Schedule.cosine(rate, steps);
        };
        return schedule.withWarmUp(warmUp);
    }
}
