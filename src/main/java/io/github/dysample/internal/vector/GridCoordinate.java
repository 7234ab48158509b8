package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import io.github.dysample.Padding;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** From normalised grid values to pixel coordinates that are safe to sample at, in place. */
final class GridCoordinate {
    private GridCoordinate() {}

    static void toPixels(float[] values, int count, int size, Padding padding, boolean alignCorners) {
        int i = 0;
        for (; i + COUNT <= count; i += COUNT) {
            pixel(FloatVector.fromArray(FLOATS, values, i), size, padding, alignCorners).intoArray(values, i);
        }
        for (; i < count; i++) {
            values[i] = io.github.dysample.internal.scalar.GridCoordinate.pixel(values[i], size, padding, alignCorners);
        }
    }

    private static FloatVector pixel(FloatVector value, int size, Padding padding, boolean alignCorners) {
        float last = size - 1;
        FloatVector factor = FloatVector.broadcast(FLOATS, (alignCorners ? last : size) / 2f);
        FloatVector coordinate = value.fma(factor, FloatVector.broadcast(FLOATS, last / 2f));
        return switch (padding) {
            case ZEROS -> outsideToOne(coordinate, size);
            case BORDER -> clip(coordinate, last);
            case REFLECTION -> clip(alignCorners
                    ? reflect(coordinate, 0f, last)
                    : reflect(coordinate, -0.5f, size), last);
        };
    }

    /** All points outside become one that is safely outside. */
    private static FloatVector outsideToOne(FloatVector coordinate, int size) {
        VectorMask<Float> inside = coordinate.compare(VectorOperators.GT, -1f)
                .and(coordinate.compare(VectorOperators.LT, (float) size));
        return FloatVector.broadcast(FLOATS, io.github.dysample.internal.scalar.GridCoordinate.OUTSIDE)
                .blend(coordinate, inside);
    }

    /** Not above 0 means 0, which takes NaN along. */
    private static FloatVector clip(FloatVector coordinate, float last) {
        FloatVector positive = FloatVector.zero(FLOATS).blend(coordinate, coordinate.compare(VectorOperators.GT, 0f));
        return positive.blend(last, positive.compare(VectorOperators.GT, last));
    }

    private static FloatVector reflect(FloatVector coordinate, float low, float span) {
        FloatVector spans = FloatVector.broadcast(FLOATS, span);
        FloatVector distance = coordinate.sub(low).abs();
        FloatVector flips = Floor.ofNonNegative(distance.div(spans));
        FloatVector rest = flips.neg().fma(spans, distance);
        VectorMask<Float> even =
                flips.sub(Floor.ofNonNegative(flips.mul(0.5f)).mul(2f)).compare(VectorOperators.EQ, 0f);
        return spans.sub(rest).blend(rest, even).add(low);
    }
}
