package io.github.dysample.cli.verify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Where values are wrong, if it is only at one end of an axis, or everywhere but there. */
final class Region {
    private final Axes axes;
    private final IntPredicate isWrong;

    Region(Axes axes, IntPredicate isWrong) {
        this.axes = axes;
        this.isWrong = isWrong;
    }

    /** {@return what is seen, in the words that follow the name of a stage} */
    List<String> seen() {
        List<String> seen = new ArrayList<>();
        along("item", axes.items(), axes::item, seen);
        along("channel", axes.channels(), axes::channel, seen);
        along("row", axes.height(), axes::row, seen);
        along("column", axes.width(), axes::column, seen);
        return seen;
    }

    private void along(String name, int length, IntUnaryOperator position, List<String> seen) {
        BitSet wrong = new BitSet(length);
        for (int i = 0; i < axes.elements(); i++) {
            if (isWrong.test(i)) {
                wrong.set(position.applyAsInt(i));
            }
        }
        int count = wrong.cardinality();
        boolean first = wrong.get(0);
        boolean last = wrong.get(length - 1);
        String where = "";
        if (length > 1 && count == 1) {
            where = first ? "in the first " + name : last ? "in the last " + name : "in one " + name;
        } else if (length > 2 && count == 2 && first && last) {
            where = "in the first and the last " + name;
        } else if (length > 2 && count == length - 1) {
            where = first ? last ? "" : "before the last " + name : "after the first " + name;
        }
        if (!where.isEmpty()) {
            seen.add("is wrong only " + where);
        }
    }
}
