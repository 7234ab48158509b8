package io.github.dysample.train;

/** The learning rate of each step, as the schedules of {@code torch.optim.lr_scheduler} have it. Immutable. */
@FunctionalInterface
public interface Schedule {
    /**
     * {@return the learning rate of a step}
     *
     * @param step 0 for the first
     */
    double rate(long step);

    /**
     * The same rate always.
     *
     * @param rate the rate
     * @return a schedule
     * @throws IllegalArgumentException if the rate is negative or not finite
     */
    static Schedule constant(double rate) {
        Settings.requireNotNegative("the learning rate", rate);
        return step -> rate;
    }

    /**
     * A rate that is multiplied again and again, as by {@code StepLR}.
     *
     * @param rate the first rate
     * @param every after how many steps
     * @param factor by what, 0.1 in PyTorch unless told otherwise
     * @return a schedule
     * @throws IllegalArgumentException if a number is negative or not finite, or {@code every} is under 1
     */
    static Schedule step(double rate, long every, double factor) {
        Settings.requireNotNegative("the learning rate", rate);
        Settings.requirePositive("the number of steps with one rate", every);
        Settings.requireNotNegative("the factor", factor);
        // StrictMath gives the same bits on every machine.
        return step -> rate * StrictMath.pow(factor, step / every);
    }

    /**
     * A rate that falls to 0 as half a period of a cosine, as by {@code CosineAnnealingLR}; where that would rise
     * again, it stays 0.
     *
     * @param rate the first rate
     * @param steps after how many steps it is 0
     * @return a schedule
     * @throws IllegalArgumentException if the rate is negative or not finite, or {@code steps} is under 1
     */
    static Schedule cosine(double rate, long steps) {
        Settings.requireNotNegative("the learning rate", rate);
        Settings.requirePositive("the number of steps", steps);
        return step -> step >= steps ? 0 : rate * (1 + StrictMath.cos(Math.PI * step / steps)) / 2;
    }

    /**
     * This schedule with a beginning that rises evenly: the rates of the first n steps are multiplied by 1/n, 2/n and
     * so on to 1, as by {@code LinearLR(start_factor=1/n, total_iters=n-1)} beside it.
     *
     * @param steps n; 0 changes nothing
     * @return a schedule
     * @throws IllegalArgumentException if {@code steps} is negative
     */
    default Schedule withWarmUp(long steps) {
        if (steps < 0) {
            throw new IllegalArgumentException("the number of steps to warm up is " + steps + ", must be at least 0");
        }
        return step -> step < steps ? rate(step) * (step + 1) / steps : rate(step);
    }
}
