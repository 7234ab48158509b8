package io.github.dysample.verify.internal.check;

import io.github.dysample.verify.Stage;
import java.util.Arrays;
import java.util.Locale;

/** The components of an offset or a point. */
enum Component {
    X,
    Y;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the component of a value of a stage; null where the stage has none} */
    static Component of(Stage stage, Axes axes, int index) {
        return switch (stage) {
            case LINEAR, SCOPE, OFFSETS, COORDINATES, TAPS, GRAD_OFFSETS, GRAD_LINEAR, GRAD_SCOPE ->
                    axes.channel(index) < axes.channels() / 2 ? X : Y;
            default -> null;
        };
    }

    /** {@return the component that all of some values belong to, if there is one; else null} */
    static Component onlyOf(Stage stage, Axes axes, int[] indices) {
        Component first = of(stage, axes, indices[0]);
        return Arrays.stream(indices).allMatch(index -> of(stage, axes, index) == first) ? first : null;
    }
}
