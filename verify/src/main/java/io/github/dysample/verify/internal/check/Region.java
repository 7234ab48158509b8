package io.github.dysample.verify.internal.check;

import io.github.dysample.verify.Stage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Where values are wrong, if that is only at one end of an axis or everywhere else, and not by chance. */
public final class Region {
    /** How its phrases begin, which tells them from other patterns. */
    public static final String ONLY = "is wrong only ";

    /** Regions are only named if scattered values would look like them with at most this probability. */
    private static final double BY_CHANCE = 1e-6;

    private final Stage stage;
    private final Axes axes;
    private final int[] wrong;
    private final List<String> seen = new ArrayList<>();

    private Region(Stage stage, Axes axes, int[] wrong) {
        this.stage = stage;
        this.axes = axes;
        this.wrong = wrong;
    }

    /** {@return phrases that follow the name of a stage, for the indices of its wrong values} */
    static List<String> of(Stage stage, Axes axes, int[] wrong) {
        Region region = new Region(stage, axes, wrong);
        region.along("item", axes.items(), axes::item);
        region.component();
        int before = region.seen.size();
        region.along("group", axes.groups(), region::group);
        if (region.seen.size() == before) {
            region.along("channel", axes.channels(), axes::channel);
        }
        region.along("row", axes.height(), axes::row);
        region.along("column", axes.width(), axes::column);
        return region.seen;
    }

    private void component() {
        Component only = Component.onlyOf(stage, axes, wrong);
        if (only != null && Math.pow(0.5, wrong.length) < BY_CHANCE) {
            add("in " + only.text());
        }
    }

    /** The group of a value. */
    private int group(int index) {
        int channel = axes.channel(index);
        int half = axes.channels() / 2;
        return switch (stage) {
            case LINEAR, SCOPE, OFFSETS, GRAD_OFFSETS, GRAD_LINEAR, GRAD_SCOPE ->
                    channel % half / (half / axes.groups());
            case COORDINATES, TAPS, BILINEAR -> channel % axes.groups();
            default -> channel / (axes.channels() / axes.groups());
        };
    }

    private void along(String name, int length, IntUnaryOperator position) {
        BitSet places = new BitSet(length);
        for (int index : wrong) {
            places.set(position.applyAsInt(index));
        }
        int count = places.cardinality();
        if (Math.pow((double) count / length, wrong.length) > BY_CHANCE) {
            return;
        }
        boolean first = places.get(0);
        boolean last = places.get(length - 1);
        // Of two, the second is also "after the first", as the last two of three would be.
        if (count == length - 1 && !first) {
            add("after the first " + name);
        } else if (count == length - 1 && !last && length > 2) {
            add("before the last " + name);
        } else if (count == 1) {
            add(first ? "in the first " + name : last ? "in the last " + name : "in one " + name);
        } else if (count == 2 && first && last) {
            add("in the first and the last " + name);
        }
    }

    private void add(String where) {
        seen.add(ONLY + where);
    }
}
