package io.github.dysample.train;

/**
 * Values to learn and the sums of their gradients, both shared with the layer they belong to: an {@link Optimizer}
 * changes the values in place.
 *
 * <p>Gradients are float64 so that micro-batches, added up one after another, have the bits of one batch; an optimiser
 * rounds each to float32 when it takes it.
 *
 * @param name by which the state of an optimiser is kept, such as {@code offset.weight}
 * @param value the values; not copied
 * @param gradient as many sums, to which a backward pass adds; not copied
 */
public record Parameter(String name, float[] value, double[] gradient) {
    /**
     * Checks the arrays against each other.
     *
     * @throws IllegalArgumentException if something is null, or the lengths differ
     */
    public Parameter {
        if (name == null || value == null || gradient == null) {
            throw new IllegalArgumentException("a parameter needs a name, values and gradients: " + name);
        }
        if (value.length != gradient.length) {
            throw new IllegalArgumentException(
                    name + " has " + value.length + " values and " + gradient.length + " gradients");
        }
    }

    /**
     * A parameter whose gradients are 0.
     *
     * @param name the name
     * @param value the values; not copied
     * @return a parameter with a new array of gradients
     */
    public static Parameter of(String name, float[] value) {
        return new Parameter(name, value, new double[value.length]);
    }

    /** {@return the name and how many values there are} */
    @Override
    public String toString() {
        return name + " (" + value.length + ")";
    }
}
