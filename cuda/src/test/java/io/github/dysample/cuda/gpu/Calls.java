package io.github.dysample.cuda.gpu;

/** How often the long tests call. */
final class Calls {
    private Calls() {}

    /** {@return so often, or as often as the system property says if that is less} */
    static int of(int often) {
        return Math.min(often, Integer.getInteger("dysample.cuda.calls", often));
    }
}
