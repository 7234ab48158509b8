package io.github.dysample.verify.internal.check;

import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.Strictness;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why an array cannot be compared.
 *
 * @param problem a phrase that follows the name of the stage
 * @param patterns what seems to have happened, as such phrases
 */
record Incomparable(String problem, List<String> patterns) {

    /** {@return the problem with an array's shape or type, if there is one} */
    static Optional<Incomparable> of(GoldenCase golden, Stage stage, NdArray array, Strictness strictness) {
        long[] expected = Arrays.stream(golden.record().shape(stage)).asLongStream().toArray();
        if (!Arrays.equals(array.shape(), expected)) {
            return Optional.of(shape(golden, stage, array, expected));
        }
        return type(stage, array, strictness).map(problem -> new Incomparable(problem, List.of()));
    }

    private static Incomparable shape(GoldenCase golden, Stage stage, NdArray array, long[] expected) {
        String shape = Arrays.stream(expected).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
        String problem = "has shape " + array.shapeString() + ", must have " + shape;
        Optional<String> seen = seen(golden, stage, array, expected);
        return new Incomparable(problem + seen.map(what -> "; it " + what).orElse(""), seen.stream().toList());
    }

    private static Optional<String> seen(GoldenCase golden, Stage stage, NdArray array, long[] expected) {
        long[] actual = array.shape();
        if (stage.isParameter()) {
            return parameter(array, expected);
        }
        long n = expected[0];
        long c = expected[1];
        long h = expected[2];
        long w = expected[3];
        boolean channelsLast = Arrays.equals(actual, new long[] {n, h, w, c});
        if (Arrays.equals(actual, new long[] {n, c, w, h})) {
            return Optional.of("seems to have height and width swapped" + (channelsLast ? ", or to be NHWC" : ""));
        }
        if (channelsLast) {
            return Optional.of("seems to be NHWC and should be NCHW");
        }
        if (Arrays.equals(actual, new long[] {c, n, h, w})) {
            return Optional.of("seems to have items and channels swapped");
        }
        if (Arrays.equals(actual, new long[] {c, h, w})) {
            return Optional.of(n == 1
                    ? "seems to lack the batch axis"
                    : "seems to be one item, without the batch axis");
        }
        if (Arrays.equals(actual, new long[] {1, c, h, w})) {
            return Optional.of("seems to be the first item only");
        }
        if (stage == Stage.OUTPUT && Arrays.equals(actual, new long[] {n, golden.x().c(), h, w})) {
            return Optional.of("seems to lack end_conv, the convolution after the sampling");
        }
        if (Arrays.equals(actual, new long[] {n, c, golden.x().h(), golden.x().w()})) {
            return Optional.of("has the height and width of the input");
        }
        return array.size() == n * c * h * w ? Optional.of("has the right number of elements") : Optional.empty();
    }

    private static Optional<String> parameter(NdArray array, long[] expected) {
        long[] actual = array.shape();
        boolean swapped = expected.length == 4 && actual.length >= 2
                && actual[0] == expected[1] && actual[1] == expected[0];
        long size = Arrays.stream(expected).reduce(1, (a, b) -> a * b);
        return swapped
                ? Optional.of("seems to have outputs and inputs swapped")
                : array.size() == size ? Optional.of("has the right number of elements") : Optional.empty();
    }

    private static Optional<String> type(Stage stage, NdArray array, Strictness strictness) {
        DType type = array.dtype();
        if (stage.isInteger()) {
            return type == DType.BOOL
                    ? Optional.of("has type " + type + ", must be a type of whole numbers, such as I32")
                    : Optional.empty();
        }
        if (!type.isFloating()) {
            return Optional.of("has type " + type + ", must be a floating-point type");
        }
        return strictness.exactBits() && type != DType.F32
                ? Optional.of("has type " + type + ", and only F32 can have the bits")
                : Optional.empty();
    }
}
