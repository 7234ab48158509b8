package io.github.dysample.train;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes parameters by their gradients, as the optimiser of the same name in {@code torch.optim} does.
 *
 * <p>Values and state are float32, as PyTorch's are; each new one is computed in float64 and rounded once. For one
 * thread at a time.
 */
public abstract class Optimizer {
    private final List<Parameter> parameters;
    private final List<String> names; // of the arrays that each parameter has
    private final float[][][] arrays; // [parameter][name][value]
    private long steps;

    /**
     * For optimisers.
     *
     * @param parameters what to change
     * @param names of the arrays of state that each parameter gets, as PyTorch calls them
     * @throws IllegalArgumentException if two parameters have the same name
     */
    protected Optimizer(List<Parameter> parameters, String... names) {
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : parameters) {
            if (!seen.add(parameter.name())) {
                throw new IllegalArgumentException("two parameters have the name " + parameter.name()
                        + "; give the layers prefixes");
            }
        }
        this.parameters = List.copyOf(parameters);
        this.names = List.of(names);
        this.arrays = new float[parameters.size()][names.length][];
        for (int p = 0; p < arrays.length; p++) {
            for (int i = 0; i < names.length; i++) {
                arrays[p][i] = new float[parameters.get(p).value().length];
            }
        }
    }

    /**
     * Changes every value by its gradient, which stays as it is.
     *
     * @param rate the learning rate of this step, as a {@link Schedule} gives it
     * @throws IllegalArgumentException if the rate is negative or not finite
     */
    public final void step(double rate) {
        if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the learning rate is " + rate + ", must be finite and at least 0");
        }
        steps++;
        for (int p = 0; p < arrays.length; p++) {
            update(parameters.get(p), arrays[p], steps, rate);
        }
    }

    /**
     * One step of one parameter.
     *
     * @param parameter its values are to be changed
     * @param state its arrays, in the order of their names, at first 0; to be changed
     * @param step 1 for the first
     * @param rate the learning rate
     */
    protected abstract void update(Parameter parameter, float[][] state, long step, double rate);

    /** Sets all gradients to 0, for the next batch. */
    public final void zeroGradients() {
        for (Parameter parameter : parameters) {
            Arrays.fill(parameter.gradient(), 0);
        }
    }

    /** {@return what is changed} */
    public final List<Parameter> parameters() {
        return parameters;
    }

    /** {@return a copy of what this optimiser remembers; before the first step it has no arrays} */
    public final OptimizerState state() {
        Map<String, float[]> copies = new LinkedHashMap<>();
        for (int p = 0; steps > 0 && p < arrays.length; p++) {
            for (int i = 0; i < names.size(); i++) {
                copies.put(name(p, i), arrays[p][i].clone());
            }
        }
        return new OptimizerState(steps, copies);
    }

    /**
     * Goes on from a state. The values of the parameters are not part of it.
     *
     * @param state of an optimiser of the same kind with the same parameters
     * @throws IllegalArgumentException if an array is missing or has another length; nothing is changed then
     */
    public final void restore(OptimizerState state) {
        for (int p = 0; state.steps() > 0 && p < arrays.length; p++) {
            for (int i = 0; i < names.size(); i++) {
                check(name(p, i), arrays[p][i].length, state.arrays().get(name(p, i)));
            }
        }
        steps = state.steps();
        for (int p = 0; p < arrays.length; p++) {
            for (int i = 0; i < names.size(); i++) {
                float[] array = arrays[p][i];
                if (steps == 0) {
                    Arrays.fill(array, 0);
                } else {
                    System.arraycopy(state.arrays().get(name(p, i)), 0, array, 0, array.length);
                }
            }
        }
    }

    private static void check(String name, int length, float[] given) {
        if (given == null) {
            throw new IllegalArgumentException("the state has no " + name);
        }
        if (given.length != length) {
            throw new IllegalArgumentException(
                    name + " of the state has " + given.length + " values, the parameter has " + length);
        }
    }

    private String name(int parameter, int array) {
        return parameters.get(parameter).name() + "." + names.get(array);
    }
}
