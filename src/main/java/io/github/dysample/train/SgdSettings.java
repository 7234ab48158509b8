package io.github.dysample.train;

/**
 * What {@code torch.optim.SGD} can be told, the learning rate apart.
 *
 * @param momentum how much of the last direction is kept
 * @param dampening by how much less the new gradient counts in the direction
 * @param weightDecay how much of a value is added to its gradient
 * @param nesterov whether to look ahead by one step, as Nesterov's momentum does
 */
public record SgdSettings(double momentum, double dampening, double weightDecay, boolean nesterov) {
    /** PyTorch's defaults: none of it. */
    public static final SgdSettings DEFAULT = new SgdSettings(0, 0, 0, false);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative or not finite, or Nesterov's momentum is asked for without
     *     momentum or with dampening
     */
    public SgdSettings {
        Settings.requireNotNegative("momentum", momentum);
        Settings.requireNotNegative("weight decay", weightDecay);
        if (!Double.isFinite(dampening)) {
            throw new IllegalArgumentException("dampening is " + dampening + ", must be finite");
        }
        if (nesterov && (momentum == 0 || dampening != 0)) {
            throw new IllegalArgumentException("Nesterov's momentum needs a momentum and no dampening, they are "
                    + momentum + " and " + dampening);
        }
    }

    /**
     * {@return the same with another momentum}
     *
     * @param momentum the momentum
     */
    public SgdSettings withMomentum(double momentum) {
        return new SgdSettings(momentum, dampening, weightDecay, nesterov);
    }

    /**
     * {@return the same with another dampening}
     *
     * @param dampening the dampening
     */
    public SgdSettings withDampening(double dampening) {
        return new SgdSettings(momentum, dampening, weightDecay, nesterov);
    }

    /**
     * {@return the same with another weight decay}
     *
     * @param weightDecay the weight decay
     */
    public SgdSettings withWeightDecay(double weightDecay) {
        return new SgdSettings(momentum, dampening, weightDecay, nesterov);
    }

    /** {@return the same with Nesterov's momentum} */
    public SgdSettings withNesterov() {
        return new SgdSettings(momentum, dampening, weightDecay, true);
    }
}
