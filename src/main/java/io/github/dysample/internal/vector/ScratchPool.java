package io.github.dysample.internal.vector;

/**
 * The scratches of a layer that nobody is using: as many as there have been calls at once. A stack linked through its
 * elements, so that taking and giving back allocate nothing.
 */
final class ScratchPool {
    private Scratch top; // guarded by this

    synchronized Scratch take() {
        Scratch scratch = top;
        if (scratch == null) {
            return new Scratch();
        }
        top = scratch.next;
        scratch.next = null;
        return scratch;
    }

    synchronized void give(Scratch scratch) {
        scratch.next = top;
        top = scratch;
    }
}
