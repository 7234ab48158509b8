package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.GoldenCase;
import io.github.dysample.cli.golden.Stage;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why an array cannot be compared. */
final class Unfit {
    private final GoldenCase golden;
    private final Stage stage;
    private final NdArray array;

    private Unfit(GoldenCase golden, Stage stage, NdArray array) {
        this.golden = golden;
        this.stage = stage;
        this.array = array;
    }

    /** {@return what is wrong with an array's shape or type} */
    static Optional<String> problem(GoldenCase golden, Stage stage, NdArray array, Settings settings) {
        Unfit unfit = new Unfit(golden, stage, array);
        return unfit.shape().or(unfit::type).or(() -> settings.exactBits() ? unfit.bits() : Optional.empty());
    }

    private Optional<String> shape() {
        long[] expected = Arrays.stream(golden.shape(stage)).asLongStream().toArray();
        if (Arrays.equals(array.shape(), expected)) {
            return Optional.empty();
        }
        String shape = Arrays.stream(expected).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
        return Optional.of("has shape " + array.shapeString() + ", must have " + shape
                + hint(array.shape(), expected).map(hint -> "; " + hint).orElse(""));
    }

    private Optional<String> hint(long[] actual, long[] expected) {
        long n = expected[0];
        long c = expected[1];
        long h = expected[2];
        long w = expected[3];
        boolean channelsLast = Arrays.equals(actual, new long[] {n, h, w, c});
        boolean sizesSwapped = Arrays.equals(actual, new long[] {n, c, w, h});
        if (channelsLast || sizesSwapped) {
            return Optional.of(!sizesSwapped
                    ? "it seems to be NHWC, transpose it to NCHW"
                    : !channelsLast
                            ? "height and width seem to be swapped"
                            : "it seems to be NHWC, or height and width are swapped");
        }
        if (Arrays.equals(actual, new long[] {c, n, h, w})) {
            return Optional.of("items and channels seem to be swapped");
        }
        if (Arrays.equals(actual, new long[] {c, h, w})) {
            return Optional.of(n == 1
                    ? "the axis of the batch is missing"
                    : "it seems to be one item without the axis of the batch");
        }
        if (Arrays.equals(actual, new long[] {1, c, h, w})) {
            return Optional.of("it seems to be the first of " + n + " items");
        }
        if (Arrays.equals(actual, new long[] {n, c, golden.x().h(), golden.x().w()})) {
            return Optional.of("its height and width are those of the input");
        }
        return array.size() == n * c * h * w
                ? Optional.of("the number of elements is right")
                : Optional.empty();
    }

    private Optional<String> type() {
        if (array.dtype().isFloating() || stage.isInteger() && array.dtype() != DType.BOOL) {
            return Optional.empty();
        }
        return Optional.of("has type " + array.dtype() + ", must be a floating-point type");
    }

    private Optional<String> bits() {
        return !stage.isInteger() && array.dtype() != DType.F32
                ? Optional.of("has type " + array.dtype() + ", and only F32 can have the bits")
                : Optional.empty();
    }
}
