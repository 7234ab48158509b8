package io.github.dysample.train;

import java.util.List;

/**
 * Adam, as {@code torch.optim.Adam} without {@code amsgrad}; PyTorch's usual learning rate for it is 0.001.
 *
 * <p>Source: <cite>Adam: A Method for Stochastic Optimization</cite>, ICLR 2015, algorithm 1.
 */
public final class Adam extends Optimizer {
    private final AdamSettings settings;
    private final Moments moments;

    /**
     * Adam with PyTorch's defaults.
     *
     * @param parameters what to change
     */
    public Adam(List<Parameter> parameters) {
        this(parameters, AdamSettings.ADAM);
    }

    /**
     * Adam with settings.
     *
     * @param parameters what to change
     * @param settings betas and the like
     */
    public Adam(List<Parameter> parameters, AdamSettings settings) {
        super(parameters, Moments.NAMES);
        this.settings = settings;
        this.moments = new Moments(settings);
    }

    @Override
    protected void update(Parameter parameter, float[][] state, long step, double rate) {
        moments.update(parameter, state, step, rate, 1, settings.weightDecay());
    }
}
