package io.github.dysample.train;

import java.util.List;

/**
 * Adam with the weight decay beside the gradient and not in it, as {@code torch.optim.AdamW} without {@code amsgrad};
 * PyTorch's usual learning rate for it is 0.001.
 *
 * <p>Source: <cite>Decoupled Weight Decay Regularization</cite>, ICLR 2019, algorithm 2.
 */
public final class AdamW extends Optimizer {
    private final AdamSettings settings;
    private final Moments moments;

    /**
     * AdamW with PyTorch's defaults.
     *
     * @param parameters what to change
     */
    public AdamW(List<Parameter> parameters) {
        this(parameters, AdamSettings.ADAM_W);
    }

    /**
     * AdamW with settings.
     *
     * @param parameters what to change
     * @param settings betas and the like
     */
    public AdamW(List<Parameter> parameters, AdamSettings settings) {
        super(parameters, Moments.NAMES);
        this.settings = settings;
        this.moments = new Moments(settings);
    }

    @Override
    protected void update(Parameter parameter, float[][] state, long step, double rate) {
        moments.update(parameter, state, step, rate, 1 - rate * settings.weightDecay(), 0);
    }
}
