package io.github.dysample.io.internal.pickle;

import io.github.dysample.io.FileFormatException;
import java.util.Arrays;

/** The operand stack of a pickle machine, with its marks. Nothing below the last mark can be taken. */
final class PickleStack {
    private final PickleInput input;
    private final PickleCosts costs;
    private Object[] items = new Object[64];
    private int size;
    private int[] marks = new int[16];
    private int markCount;

    PickleStack(PickleInput input, PickleCosts costs) {
        this.input = input;
        this.costs = costs;
    }

    void push(Object value) throws FileFormatException {
        if (size == items.length) {
            costs.slots(2 * size);
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = value;
    }

    void mark() throws FileFormatException {
        if (markCount == marks.length) {
            costs.slots(2 * markCount);
            marks = Arrays.copyOf(marks, 2 * markCount);
        }
        marks[markCount++] = size;
    }

    Object pop() throws FileFormatException {
        Object top = peek();
        items[--size] = null;
        return top;
    }

    /** Takes the top {@code count} values, the topmost last. */
    Object[] pop(int count) throws FileFormatException {
        require(count);
        return cut(size - count);
    }

    /** Takes all values above the last mark, and the mark. */
    Object[] popToMark() throws FileFormatException {
        if (markCount == 0) {
            throw input.fault("the pickle goes back to a mark it never set");
        }
        return cut(marks[--markCount]);
    }

    Object peek() throws FileFormatException {
        require(1);
        return items[size - 1];
    }

    boolean isEmpty() {
        return size == 0 && markCount == 0;
    }

    private void require(int count) throws FileFormatException {
        int floor = markCount == 0 ? 0 : marks[markCount - 1];
        if (size - floor < count) {
            throw input.fault("the pickle takes " + count + " values from a stack of " + (size - floor));
        }
    }

    private Object[] cut(int newSize) {
        Object[] taken = Arrays.copyOfRange(items, newSize, size);
        Arrays.fill(items, newSize, size, null);
        size = newSize;
        return taken;
    }
}
