package io.github.dysample.onnx.internal.evaluate;

import java.util.List;

/** The operators that compute element by element, with NumPy's broadcasting. */
final class Arithmetic {
    private Arithmetic() {}

    private interface FloatOperator {
        float apply(float a, float b);
    }

    private interface LongOperator {
        long apply(long a, long b);
    }

    static Operand binary(Work work, String operator, Operand a, Operand b) throws CannotEvaluateException {
        if (a.isFloat() != b.isFloat()) {
            throw new CannotEvaluateException(operator + " of floats and integers");
        }
        int[] shape = broadcast(a.shape(), b.shape());
        int[] ofA = indices(work, a, shape);
        int[] ofB = indices(work, b, shape);
        if (operator.equals("Equal")) {
            return equal(a, b, ofA, ofB, shape);
        }
        if (a.isFloat()) {
            FloatOperator apply = floats(operator);
            float[] result = new float[ofA.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = apply.apply(a.floats()[ofA[i]], b.floats()[ofB[i]]);
            }
            return Operand.of(result, shape);
        }
        LongOperator apply = longs(operator);
        long[] result = new long[ofA.length];
        for (int i = 0; i < result.length; i++) {
            long divisor = b.longs()[ofB[i]];
            if (divisor == 0 && operator.equals("Div")) {
                throw new CannotEvaluateException("an integer is divided by 0");
            }
            result[i] = apply.apply(a.longs()[ofA[i]], divisor);
        }
        return Operand.of(result, shape);
    }

    private static FloatOperator floats(String operator) {
        return switch (operator) {
            case "Add" -> Float::sum;
            case "Sub" -> (a, b) -> a - b;
            case "Mul" -> (a, b) -> a * b;
            case "Div" -> (a, b) -> a / b;
            case "Max" -> Math::max;
            case "Min" -> Math::min;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static LongOperator longs(String operator) {
        return switch (operator) {
            case "Add" -> Long::sum;
            case "Sub" -> (a, b) -> a - b;
            case "Mul" -> (a, b) -> a * b;
            case "Div" -> (a, b) -> a / b;
            case "Max" -> Math::max;
            case "Min" -> Math::min;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static Operand equal(Operand a, Operand b, int[] ofA, int[] ofB, int... shape) {
        long[] result = new long[ofA.length];
        for (int i = 0; i < result.length; i++) {
            boolean same = a.isFloat()
                    ? a.floats()[ofA[i]] == b.floats()[ofB[i]]
                    : a.longs()[ofA[i]] == b.longs()[ofB[i]];
            result[i] = same ? 1 : 0;
        }
        return Operand.of(result, shape);
    }

    /** Several operands, one after another. */
    static Operand all(Work work, String operator, List<Operand> operands) throws CannotEvaluateException {
        Operand result = operands.getFirst();
        for (Operand operand : operands.subList(1, operands.size())) {
            result = binary(work, operator, result, operand);
        }
        return result;
    }

    static Operand where(Work work, Operand condition, Operand yes, Operand no) throws CannotEvaluateException {
        if (yes.isFloat() != no.isFloat()) {
            throw new CannotEvaluateException("Where of floats and integers");
        }
        int[] shape = broadcast(broadcast(condition.shape(), yes.shape()), no.shape());
        int[] ofCondition = indices(work, condition, shape);
        Operand fromYes = Elements.pick(yes, indices(work, yes, shape), shape);
        Operand fromNo = Elements.pick(no, indices(work, no, shape), shape);
        long[] flags = condition.integers();
        float[] floats = yes.isFloat() ? fromNo.floats() : null;
        long[] longs = yes.isFloat() ? null : fromNo.longs();
        for (int i = 0; i < ofCondition.length; i++) {
            if (flags[ofCondition[i]] != 0 && yes.isFloat()) {
                floats[i] = fromYes.floats()[i];
            } else if (flags[ofCondition[i]] != 0) {
                longs[i] = fromYes.longs()[i];
            }
        }
        return new Operand(shape, floats, longs);
    }

    static Operand expand(Work work, Operand operand, int... target) throws CannotEvaluateException {
        int[] shape = broadcast(operand.shape(), target);
        return Elements.pick(operand, indices(work, operand, shape), shape);
    }

    static Operand sigmoid(Work work, Operand operand) throws CannotEvaluateException {
        float[] values = operand.reals();
        float[] result = new float[Elements.count(work, operand.shape())];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (1 / (1 + Math.exp(-values[i])));
        }
        return Operand.of(result, operand.shape());
    }

    /** To floats or to integers. */
    static Operand cast(Work work, Operand operand, boolean toFloat, boolean toBool) throws CannotEvaluateException {
        if (operand.isFloat() == toFloat && !toBool) {
            return operand;
        }
        int count = Elements.count(work, operand.shape());
        if (toFloat) {
            float[] result = new float[count];
            for (int i = 0; i < count; i++) {
                result[i] = operand.longs()[i];
            }
            return Operand.of(result, operand.shape());
        }
        long[] result = new long[count];
        for (int i = 0; i < count; i++) {
            long value = operand.isFloat() ? (long) operand.floats()[i] : operand.longs()[i];
            boolean set = operand.isFloat() ? operand.floats()[i] != 0 : value != 0;
            result[i] = toBool ? set ? 1 : 0 : value;
        }
        return Operand.of(result, operand.shape());
    }

    private static int[] indices(Work work, Operand operand, int... shape) throws CannotEvaluateException {
        int[] own = Elements.strides(operand.shape());
        int[] strides = new int[shape.length];
        int shift = shape.length - operand.rank();
        for (int d = 0; d < operand.rank(); d++) {
            strides[d + shift] = operand.shape()[d] == 1 ? 0 : own[d];
        }
        return Elements.indices(work, shape, 0, strides);
    }

    private static int[] broadcast(int[] a, int[] b) throws CannotEvaluateException {
        int[] shape = new int[Math.max(a.length, b.length)];
        for (int d = 1; d <= shape.length; d++) {
            int ofA = d > a.length ? 1 : a[a.length - d];
            int ofB = d > b.length ? 1 : b[b.length - d];
            if (ofA != ofB && ofA != 1 && ofB != 1) {
                throw new CannotEvaluateException("shapes with " + ofA + " and " + ofB + " meet");
            }
            shape[shape.length - d] = ofA == 1 ? ofB : ofA;
        }
        return shape;
    }
}
