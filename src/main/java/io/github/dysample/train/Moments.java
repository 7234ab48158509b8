package io.github.dysample.train;

/** The running means of the gradients and of their squares, and the step that follows from them. */
final class Moments {
    static final String[] NAMES = {"exp_avg", "exp_avg_sq"};

    private final AdamSettings settings;

    Moments(AdamSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes one step.
     *
     * @param kept by what each value is multiplied first
     * @param decay how much of a value is added to its gradient
     */
    void update(Parameter parameter, float[][] state, long step, double rate, double kept, double decay) {
        double beta1 = settings.beta1();
        double beta2 = settings.beta2();
        // StrictMath, as Math.pow may differ between machines in the last bit. Roots are exact by specification.
        double length = rate / (1 - StrictMath.pow(beta1, step));
        double root = Math.sqrt(1 - StrictMath.pow(beta2, step));
        float[] value = parameter.value();
        float[] mean = state[0];
        float[] square = state[1];
        for (int i = 0; i < value.length; i++) {
            double gradient = (float) parameter.gradient()[i];
            if (decay != 0) {
                gradient += decay * value[i];
            }
            mean[i] = (float) (beta1 * mean[i] + (1 - beta1) * gradient);
            square[i] = (float) (beta2 * square[i] + (1 - beta2) * gradient * gradient);
            double divisor = Math.sqrt(square[i]) / root + settings.epsilon();
            value[i] = (float) (kept * value[i] - length * mean[i] / divisor);
        }
    }
}
