package io.github.dysample.train;

/**
 * What {@code torch.optim.Adam} and {@code AdamW} can be told, the learning rate apart.
 *
 * @param beta1 how much of the mean of the gradients is kept in a step
 * @param beta2 how much of the mean of their squares is kept
 * @param epsilon what is added to the root of that, so that nothing is divided by 0
 * @param weightDecay for {@link Adam} how much of a value is added to its gradient, for {@link AdamW} how much of it,
 *     times the learning rate, is taken away
 */
public record AdamSettings(double beta1, double beta2, double epsilon, double weightDecay) {
    /** PyTorch's defaults for Adam. */
    public static final AdamSettings ADAM = new AdamSettings(0.9, 0.999, 1e-8, 0);

    /** PyTorch's defaults for AdamW, which has a weight decay. */
    public static final AdamSettings ADAM_W = new AdamSettings(0.9, 0.999, 1e-8, 0.01);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a beta is not in [0, 1), or another number is negative or not finite
     */
    public AdamSettings {
        Settings.requireShare("beta1", beta1);
        Settings.requireShare("beta2", beta2);
        Settings.requireNotNegative("epsilon", epsilon);
        Settings.requireNotNegative("weight decay", weightDecay);
    }

    /**
     * {@return the same with other betas}
     *
     * @param beta1 for the mean of the gradients
     * @param beta2 for that of their squares
     */
    public AdamSettings withBetas(double beta1, double beta2) {
        return new AdamSettings(beta1, beta2, epsilon, weightDecay);
    }

    /**
     * {@return the same with another epsilon}
     *
     * @param epsilon the epsilon
     */
    public AdamSettings withEpsilon(double epsilon) {
        return new AdamSettings(beta1, beta2, epsilon, weightDecay);
    }

    /**
     * {@return the same with another weight decay}
     *
     * @param weightDecay the weight decay
     */
    public AdamSettings withWeightDecay(double weightDecay) {
        return new AdamSettings(beta1, beta2, epsilon, weightDecay);
    }
}
