package io.github.dysample.compare;

/**
 * One element that is off.
 *
 * @param index its index in each dimension
 * @param actual the value
 * @param expected what it should be
 * @param amount by how much, in the measure it was found by
 */
public record Deviation(long[] index, double actual, double expected, double amount) {
    /** {@return the index as text, such as {@code (0, 3, 7, 7)}} */
    public String place() {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < index.length; i++) {
            text.append(i == 0 ? "" : ", ").append(index[i]);
        }
        return text.append(index.length == 1 ? ",)" : ")").toString();
    }
}
