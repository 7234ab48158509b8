package io.github.dysample.onnx.internal.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The operators that move elements or only change shapes. */
final class Shaping {
    private Shaping() {}

    static Operand reshape(Operand operand, long[] target, boolean zeroIsZero) throws CannotEvaluateException {
        int[] shape = new int[target.length];
        int open = -1;
        long known = 1;
        for (int d = 0; d < shape.length; d++) {
            long size = target[d];
            if (size == 0 && !zeroIsZero && d < operand.rank()) {
                size = operand.shape()[d];
            }
            if (size == -1 && open < 0) {
                open = d;
                continue;
            }
            if (size < 0 || size > operand.size() || known * size > operand.size()) {
                throw misfit(operand, target);
            }
            shape[d] = (int) size;
            known *= size;
        }
        if (open >= 0) {
            shape[open] = known == 0 ? 0 : (int) (operand.size() / known);
            known *= shape[open];
        }
        if (known != operand.size()) {
            throw misfit(operand, target);
        }
        return operand.reshaped(shape);
    }

    private static CannotEvaluateException misfit(Operand operand, long... target) {
        return new CannotEvaluateException("a tensor of shape " + operand.shapeText() + " does not fit the shape "
                + Arrays.toString(target) + " that the graph gives it");
    }

    static Operand flatten(Operand operand, long axis) throws CannotEvaluateException {
        int at = axis == operand.rank() ? operand.rank() : operand.axis(axis);
        return operand.reshaped(Operand.product(operand.shape(), 0, at),
                Operand.product(operand.shape(), at, operand.rank()));
    }

    static Operand squeeze(Operand operand, long[] axes) throws CannotEvaluateException {
        boolean[] gone = new boolean[operand.rank()];
        for (int d = 0; d < gone.length; d++) {
            gone[d] = axes == null && operand.shape()[d] == 1;
        }
        for (long axis : axes == null ? new long[0] : axes) {
            gone[operand.axis(axis)] = true;
        }
        List<Integer> kept = new ArrayList<>();
        for (int d = 0; d < gone.length; d++) {
            if (!gone[d]) {
                kept.add(operand.shape()[d]);
            } else if (operand.shape()[d] != 1) {
                throw new CannotEvaluateException("Squeeze of an axis of " + operand.shape()[d]);
            }
        }
        return operand.reshaped(kept.stream().mapToInt(Integer::intValue).toArray());
    }

    static Operand unsqueeze(Operand operand, long[] axes) throws CannotEvaluateException {
        int rank = operand.rank() + axes.length;
        boolean[] fresh = new boolean[rank];
        for (long axis : axes) {
            int at = Operand.axis(axis, rank);
            if (fresh[at]) {
                throw new CannotEvaluateException("Unsqueeze names axis " + axis + " twice");
            }
            fresh[at] = true;
        }
        int[] shape = new int[rank];
        for (int d = 0, own = 0; d < rank; d++) {
            shape[d] = fresh[d] ? 1 : operand.shape()[own++];
        }
        return operand.reshaped(shape);
    }

    static Operand transpose(Work work, Operand operand, long[] order) throws CannotEvaluateException {
        int rank = operand.rank();
        int[] own = Elements.strides(operand.shape());
        int[] shape = new int[rank];
        int[] strides = new int[rank];
        boolean[] seen = new boolean[rank];
        for (int d = 0; d < rank; d++) {
            int axis = order == null ? rank - 1 - d : d < order.length ? operand.axis(order[d]) : 0;
            shape[d] = operand.shape()[axis];
            strides[d] = own[axis];
            seen[axis] = true;
        }
        if (order != null && order.length != rank || !all(seen)) {
            throw new CannotEvaluateException("Transpose by " + Arrays.toString(order) + " at rank " + rank);
        }
        return Elements.pick(operand, Elements.indices(work, shape, 0, strides), shape);
    }

    private static boolean all(boolean... flags) {
        for (boolean flag : flags) {
            if (!flag) {
                return false;
            }
        }
        return true;
    }

    static Operand concat(Work work, List<Operand> operands, long axis) throws CannotEvaluateException {
        Operand first = operands.getFirst();
        int at = first.axis(axis);
        long size = 0;
        for (Operand operand : operands) {
            boolean fits = operand.isFloat() == first.isFloat() && operand.rank() == first.rank()
                    && Arrays.equals(Operand.with(operand.shape(), at, 0), Operand.with(first.shape(), at, 0));
            if (!fits) {
                throw new CannotEvaluateException(
                        "Concat of shapes " + first.shapeText() + " and " + operand.shapeText());
            }
            size += operand.shape()[at];
        }
        int[] shape = Operand.with(first.shape(), at, (int) Math.min(size, Integer.MAX_VALUE));
        int count = Elements.count(work, shape);
        Operand result = first.isFloat() ? Operand.of(new float[count], shape) : Operand.of(new long[count], shape);
        int outer = Operand.product(shape, 0, at);
        int row = Operand.product(shape, at, shape.length);
        int offset = 0;
        for (Operand operand : count == 0 ? List.<Operand>of() : operands) {
            int length = Operand.product(operand.shape(), at, operand.rank());
            Object from = operand.isFloat() ? operand.floats() : operand.longs();
            Object to = first.isFloat() ? result.floats() : result.longs();
            for (int i = 0; i < outer; i++) {
                System.arraycopy(from, i * length, to, i * row + offset, length);
            }
            offset += length;
        }
        return result;
    }

    /** One axis cut down to {@code count} elements from {@code first}, {@code step} apart. */
    static Operand cut(Work work, Operand operand, int axis, int first, int count, int step)
            throws CannotEvaluateException {
        int[] strides = Elements.strides(operand.shape());
        int begin = first * strides[axis];
        strides[axis] *= step;
        int[] shape = Operand.with(operand.shape(), axis, count);
        return Elements.pick(operand, Elements.indices(work, shape, begin, strides), shape);
    }

    static Operand slice(Work work, Operand operand, long[] starts, long[] ends, long[] axes, long[] steps)
            throws CannotEvaluateException {
        Operand result = operand;
        for (int i = 0; i < starts.length; i++) {
            if (i >= ends.length || axes != null && i >= axes.length || steps != null && i >= steps.length) {
                throw new CannotEvaluateException("Slice has lists of different lengths");
            }
            int axis = result.axis(axes == null ? i : axes[i]);
            long step = steps == null ? 1 : steps[i];
            long size = result.shape()[axis];
            if (step == 0 || Math.abs(step) > Integer.MAX_VALUE) {
                throw new CannotEvaluateException("Slice has a step of " + step);
            }
            if (size == 0) {
                continue;
            }
            long highest = step > 0 ? size : size - 1;
            long start = Math.clamp(starts[i] < 0 ? starts[i] + size : starts[i], 0, highest);
            long end = Math.clamp(ends[i] < 0 ? ends[i] + size : ends[i], step > 0 ? 0 : -1, highest);
            long count = Math.max(0, step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step);
            result = cut(work, result, axis, (int) start, (int) count, (int) step);
        }
        return result;
    }

    static List<Operand> split(Work work, Operand operand, long axis, long[] sizes) throws CannotEvaluateException {
        int at = operand.axis(axis);
        List<Operand> parts = new ArrayList<>();
        int first = 0;
        for (long size : sizes) {
            if (size < 0 || size > operand.shape()[at] - first) {
                throw new CannotEvaluateException(
                        "Split of " + operand.shape()[at] + " into " + Arrays.toString(sizes));
            }
            parts.add(cut(work, operand, at, first, (int) size, 1));
            first += (int) size;
        }
        return parts;
    }

    static Operand gather(Work work, Operand operand, Operand indices, long axis) throws CannotEvaluateException {
        int at = operand.axis(axis);
        int size = operand.shape()[at];
        int outer = Operand.product(operand.shape(), 0, at);
        int inner = Operand.product(operand.shape(), at + 1, operand.rank());
        int[] shape = new int[operand.rank() - 1 + indices.rank()];
        System.arraycopy(operand.shape(), 0, shape, 0, at);
        System.arraycopy(indices.shape(), 0, shape, at, indices.rank());
        System.arraycopy(operand.shape(), at + 1, shape, at + indices.rank(), operand.rank() - at - 1);
        int[] from = new int[Elements.count(work, shape)];
        long[] chosen = indices.integers();
        int i = 0;
        for (int o = 0; o < outer && from.length > 0; o++) {
            for (long index : chosen) {
                int row = Operand.axis(index, size);
                for (int k = 0; k < inner; k++) {
                    from[i++] = (o * size + row) * inner + k;
                }
            }
        }
        return Elements.pick(operand, from, shape);
    }

    static Operand range(Work work, Operand start, Operand limit, Operand delta) throws CannotEvaluateException {
        if (start.size() != 1 || limit.size() != 1 || delta.size() != 1) {
            throw new CannotEvaluateException("Range of lists");
        }
        if (start.isFloat()) {
            float first = start.floats()[0];
            float step = delta.reals()[0];
            double count = Math.max(0, Math.ceil((limit.reals()[0] - (double) first) / step));
            float[] values = new float[Elements.count(work, (int) count)];
            for (int i = 0; i < values.length; i++) {
                values[i] = first + i * step;
            }
            return Operand.of(values, values.length);
        }
        long first = start.longs()[0];
        long step = delta.integer();
        if (step == 0) {
            throw new CannotEvaluateException("Range has a step of 0");
        }
        double count = Math.max(0, Math.ceil(((double) limit.integer() - first) / step));
        long[] values = new long[Elements.count(work, (int) count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i * step;
        }
        return Operand.of(values, values.length);
    }

    static Operand filled(Work work, int[] shape, Operand value) throws CannotEvaluateException {
        return Elements.pick(value, new int[Elements.count(work, shape)], shape);
    }
}
