package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;

/** Which lanes of two vectors, taken as one of twice the length, follow each other when lanes of both come in turn. */
final class Zip {
    static final int[] LANES = new int[2 * COUNT];

    static {
        for (int i = 0; i < 2 * COUNT; i++) {
            LANES[i] = i / 2 + i % 2 * COUNT;
        }
    }

    private Zip() {}
}
