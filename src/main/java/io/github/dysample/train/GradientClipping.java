package io.github.dysample.train;

import java.util.List;

/** Keeps gradients from being too long. */
public final class GradientClipping {
    /** What PyTorch adds to the norm before it divides by it. */
    private static final double MARGIN = 1e-6;

    private GradientClipping() {}

    /**
     * Scales the gradients of all parameters together so that their norm is at most a given one, as
     * {@code torch.nn.utils.clip_grad_norm_} does.
     *
     * @param parameters whose gradients to scale
     * @param most the largest norm
     * @return the norm before: the square root of the sum of all squares; if it is NaN, all gradients become NaN
     * @throws IllegalArgumentException if the largest norm is negative or NaN
     */
    public static double byNorm(List<Parameter> parameters, double most) {
        if (!(most >= 0)) {
            throw new IllegalArgumentException("the largest norm is " + most + ", must be at least 0");
        }
        double squares = 0;
        for (Parameter parameter : parameters) {
            for (double gradient : parameter.gradient()) {
                squares += gradient * gradient;
            }
        }
        double norm = Math.sqrt(squares);
        double factor = Math.min(1, most / (norm + MARGIN)); // NaN if the norm is
        for (Parameter parameter : parameters) {
            for (int i = 0; factor != 1 && i < parameter.gradient().length; i++) {
                parameter.gradient()[i] *= factor;
            }
        }
        return norm;
    }
}
