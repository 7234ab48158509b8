package io.github.dysample.train;

import java.util.List;

/** Stochastic gradient descent, as {@code torch.optim.SGD}: with momentum, Nesterov's or not, and weight decay. */
public final class Sgd extends Optimizer {
    private final SgdSettings settings;

    /**
     * Plain gradient descent.
     *
     * @param parameters what to change
     */
    public Sgd(List<Parameter> parameters) {
        this(parameters, SgdSettings.DEFAULT);
    }

    /**
     * Gradient descent with settings.
     *
     * @param parameters what to change
     * @param settings momentum and the like
     */
    public Sgd(List<Parameter> parameters, SgdSettings settings) {
        super(parameters, settings.momentum() == 0 ? new String[0] : new String[] {"momentum_buffer"});
        this.settings = settings;
    }

    @Override
    protected void update(Parameter parameter, float[][] state, long step, double rate) {
        double momentum = settings.momentum();
        float[] value = parameter.value();
        for (int i = 0; i < value.length; i++) {
            double direction = (float) parameter.gradient()[i];
            if (settings.weightDecay() != 0) {
                direction += settings.weightDecay() * value[i];
            }
            if (momentum != 0) {
                // The first direction is the gradient itself, whatever the dampening.
                double kept = step == 1
                        ? direction
                        : momentum * state[0][i] + (1 - settings.dampening()) * direction;
                state[0][i] = (float) kept;
                direction = settings.nesterov() ? direction + momentum * kept : kept;
            }
            value[i] = (float) (value[i] - rate * direction);
        }
    }
}
