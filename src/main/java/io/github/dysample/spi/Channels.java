package io.github.dysample.spi;

import io.github.dysample.Tensor;

/** Copies channels of every item from one tensor to another. */
final class Channels {
    private Channels() {}

    static void copy(Tensor from, int first, int count, Tensor to, int at) {
        int plane = from.h() * from.w();
        for (int n = 0; n < from.n(); n++) {
            System.arraycopy(from.data(), (n * from.c() + first) * plane, to.data(), (n * to.c() + at) * plane,
                    count * plane);
        }
    }
}
