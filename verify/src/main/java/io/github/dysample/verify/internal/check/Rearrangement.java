package io.github.dysample.verify.internal.check;

import java.util.function.Predicate;

/** Ways in which right values get into wrong places. */
enum Rearrangement {
    UPSIDE_DOWN("upside down",
            (axes, n, c, h, w) -> axes.index(n, c, axes.height() - 1 - h, w)),
    MIRRORED("mirrored left to right",
            (axes, n, c, h, w) -> axes.index(n, c, h, axes.width() - 1 - w)),
    TURNED("upside down and mirrored",
            (axes, n, c, h, w) -> axes.index(n, c, axes.height() - 1 - h, axes.width() - 1 - w)),
    TRANSPOSED("with rows and columns swapped", axes -> axes.height() == axes.width(),
            (axes, n, c, h, w) -> axes.index(n, c, w, h)),
    ONE_DOWN("one row too far down", axes -> axes.height() > 2,
            (axes, n, c, h, w) -> axes.index(n, c, h - 1, w)),
    ONE_UP("one row too far up", axes -> axes.height() > 2,
            (axes, n, c, h, w) -> axes.index(n, c, h + 1, w)),
    ONE_RIGHT("one column too far to the right", axes -> axes.width() > 2,
            (axes, n, c, h, w) -> axes.index(n, c, h, w - 1)),
    ONE_LEFT("one column too far to the left", axes -> axes.width() > 2,
            (axes, n, c, h, w) -> axes.index(n, c, h, w + 1)),
    CHANNELS_LAST("in the order of NHWC, under a shape of NCHW", (axes, n, c, h, w) -> {
        int at = axes.index(0, c, h, w);
        int pixel = at / axes.channels();
        return axes.index(n, at % axes.channels(), pixel / axes.width(), pixel % axes.width());
    }),
    COLUMNS_FIRST("column by column, under a shape of row by row", axes -> axes.height() != axes.width(),
            (axes, n, c, h, w) -> {
                int at = h * axes.width() + w;
                return axes.index(n, c, at % axes.height(), at / axes.height());
            }),
    FORTRAN_ORDER("in the order of Fortran, the first axis fastest", axes -> axes.items() * axes.channels() > 1,
            (axes, n, c, h, w) -> {
                int at = axes.index(n, c, h, w);
                int pixel = at / axes.items() / axes.channels();
                return axes.index(at % axes.items(), at / axes.items() % axes.channels(), pixel % axes.height(),
                        pixel / axes.height());
            }),
    REVERSED_CHANNELS("with the channels in reverse order",
            (axes, n, c, h, w) -> axes.index(n, axes.channels() - 1 - c, h, w)),
    INTERLEAVED_GROUPS("with the channels of the groups interleaved", (axes, n, c, h, w) -> {
        int each = axes.channels() / axes.groups();
        return axes.index(n, c % axes.groups() * each + c / axes.groups(), h, w);
    }),
    FIRST_ITEM("of the first item for every item",
            (axes, n, c, h, w) -> axes.index(0, c, h, w)),
    REVERSED_ITEMS("with the items in reverse order",
            (axes, n, c, h, w) -> axes.index(axes.items() - 1 - n, c, h, w));

    @FunctionalInterface
    interface Source {
        int of(Axes axes, int n, int c, int h, int w);
    }

    /** A phrase that follows "the right values". */
    final String text;

    /** Whether values of these axes can be rearranged so. */
    final Predicate<Axes> fits;

    /** The index of the value that is found at a place, or {@link Axes#NOWHERE}. */
    final Source source;

    Rearrangement(String text, Source source) {
        this(text, _ -> true, source);
    }

    Rearrangement(String text, Predicate<Axes> fits, Source source) {
        this.text = text;
        this.fits = fits;
        this.source = source;
    }
}
