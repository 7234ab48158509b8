package io.github.dysample.internal;

import io.github.dysample.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * What calls need for inputs of one shape, as far as no call uses it at the moment: as many as there have been calls at
 * once. Taking and giving back allocate nothing as long as the shape stays the same.
 *
 * @param <T> what there is in the pool
 */
public final class ShapePool<T> {
    private final Function<Tensor, T> maker;
    private final BiPredicate<T, Tensor> fits;
    private final Deque<T> idle = new ArrayDeque<>(); // guarded by this

    /**
     * Makes an empty pool.
     *
     * @param maker makes one for inputs of the shape of x
     * @param fits whether one is for inputs of the shape of x
     */
    public ShapePool(Function<Tensor, T> maker, BiPredicate<T, Tensor> fits) {
        this.maker = maker;
        this.fits = fits;
    }

    /** {@return one for inputs of the shape of x, with any values} */
    public synchronized T take(Tensor x) {
        T found = idle.poll();
        return found != null && fits.test(found, x) ? found : maker.apply(x);
    }

    /** Takes one back. */
    public synchronized void give(T used) {
        idle.push(used);
    }
}
