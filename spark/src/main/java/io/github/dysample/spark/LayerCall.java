package io.github.dysample.spark;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import java.util.List;

/**
 * Calls the layer once for cells of one shape, whose items stand one behind the other in one tensor. The tensors of a
 * call serve the next one if that has the same shape.
 */
final class LayerCall {
    private Tensor x;
    private Tensor y;

    /** {@return what the layer makes of some cells, in their order; the next call may write over it} */
    Tensor forward(List<? extends Cell> cells, DySample layer) {
        Cell first = cells.getFirst();
        int items = 0;
        for (Cell cell : cells) {
            items += cell.n();
        }
        if (x == null || !x.hasShape(items, first.c(), first.h(), first.w())) {
            x = null; // before there are others: they may take half of the memory
            y = null;
            Tensor next = Tensor.zeros(items, first.c(), first.h(), first.w());
            y = layer.config().newOutput(next);
            x = next;
        }
        int item = 0;
        for (Cell cell : cells) {
            cell.copyTo(x, item);
            item += cell.n();
        }
        layer.forward(x, y);
        return y;
    }
}
