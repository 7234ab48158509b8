package io.github.dysample.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an optimiser remembers: with the values of the parameters, all it takes to go on to the same bits.
 *
 * @param steps how many steps were taken
 * @param arrays by the parameter's name, a dot and PyTorch's name of the array, such as {@code offset.weight.exp_avg}
 */
public record OptimizerState(long steps, Map<String, float[]> arrays) {
    /**
     * Copies the map, but not its arrays.
     *
     * @throws IllegalArgumentException if the number of steps is negative
     */
    public OptimizerState {
        if (steps < 0) {
            throw new IllegalArgumentException("an optimiser cannot have taken " + steps + " steps");
        }
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }
}
