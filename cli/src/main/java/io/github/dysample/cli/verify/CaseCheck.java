package io.github.dysample.cli.verify;

import io.github.dysample.Tensor;
import io.github.dysample.cli.golden.GoldenCase;
import io.github.dysample.cli.golden.Stage;
import io.github.dysample.compare.TensorComparison;
import io.github.dysample.compare.Tolerance;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One case of a port: shapes and types first, then the values of each stage. */
final class CaseCheck {
    /** A sum in another order errs a few times as much as ours. */
    private static final double OF_OUR_ERROR = 4;

    /** PyTorch forms coordinates in float32, which rounds them to their size, there and back. */
    private static final double COORDINATE_ULPS = 2;

    /** PyTorch itself has to pass, on a machine that adds in another order, too. */
    private static final double OF_TORCH_ERROR = 1.5;

    /** No bits to compare, since the types differ. */
    private static final long NO_BITS = -1;

    private final GoldenCase golden;
    private final Settings settings;
    private final boolean bitsRequired;
    private final Map<Stage, Given> given = new EnumMap<>(Stage.class);
    private final List<StageResult> results = new ArrayList<>();

    CaseCheck(GoldenCase golden, Settings settings, boolean promisesBits) {
        this.golden = golden;
        this.settings = settings;
        bitsRequired = settings.exactBits() || promisesBits;
    }

    /** Checks the stages the port gives, in order. */
    CaseCheck run(Map<Stage, NdArray> stages) throws IOException {
        for (Stage stage : Stage.values()) {
            if (stages.containsKey(stage) && settings.stages().contains(stage)
                    && stage.isIn(golden.record().config())) {
                results.add(check(stage, stages.get(stage)));
            }
        }
        return this;
    }

    /** {@return whether the case has one of the stages that are asked for} */
    static boolean concerns(GoldenCase golden, Settings settings) {
        return settings.stages().stream().anyMatch(stage -> stage.isIn(golden.record().config()));
    }

    GoldenCase golden() {
        return golden;
    }

    /** {@return the stages that could be compared} */
    Map<Stage, Given> given() {
        return given;
    }

    List<StageResult> results() {
        return results;
    }

    StageResult result(Stage stage) {
        return results.stream().filter(result -> result.stage() == stage).findFirst().orElseThrow();
    }

    boolean fails() {
        return results.stream().anyMatch(result -> !result.passes());
    }

    private StageResult check(Stage stage, NdArray array) throws IOException {
        String type = array.dtype().toString().toLowerCase(Locale.ROOT);
        Optional<String> problem = shapeProblem(stage, array)
                .or(() -> typeProblem(stage, array))
                .or(() -> bitsProblem(stage, array));
        if (problem.isPresent()) {
            return StageResult.unfit(stage, type, problem.get());
        }
        NdArray single = golden.single(stage);
        // Computed, not read: a damaged file must not loosen the tolerance.
        Given ours = Given.of(stage, NdArray.of(golden.computed(stage)));
        double ourError = ours.compare(golden::exact, Tolerance.NONE).errors().largest();
        Given values = Given.of(stage, array);
        given.put(stage, values);
        boolean sameType = stage.isInteger() || array.dtype() == DType.F32;
        TensorComparison comparison = values.compare(golden::exact, tolerance(values, ourError));
        long identical = sameType ? identical(values.values(), single.toDoubles()) : NO_BITS;
        boolean passes = comparison.passes() && (!bitsRequired || identical == comparison.elements());
        ErrorMap worst = passes ? null : ErrorMap.of(values.shape(), values.values(), values.exact(golden::exact));
        return new StageResult(stage, type, null, comparison, identical, bitsRequired, worst, ourError);
    }

    /** Beyond the usual where float32 needs more: with far offsets, and where coordinates are formed on wide maps. */
    private Tolerance tolerance(Given values, double ourError) {
        double unavoidable = Math.max(OF_OUR_ERROR * ourError, switch (values.stage()) {
            case COORDINATES, BILINEAR -> coordinateRounding();
            case OUTPUT -> Math.max(coordinateRounding() * steepest(golden.x()), torchError());
            default -> 0;
        });
        return values.stage().isInteger() ? Tolerance.NONE : settings.tolerance(values.precision(), unavoidable);
    }

    private double coordinateRounding() {
        return COORDINATE_ULPS * Math.ulp((float) Math.max(golden.x().h(), golden.x().w()));
    }

    private double torchError() {
        double recorded = golden.record().torchMaxError();
        return Double.isNaN(recorded) ? 0 : OF_TORCH_ERROR * recorded;
    }

    /** The most by which neighbouring finite pixels differ. */
    private static double steepest(Tensor x) {
        double steepest = 0;
        float[] data = x.data();
        for (int i = 0; i < data.length; i++) {
            double right = i % x.w() + 1 < x.w() ? Math.abs(data[i + 1] - data[i]) : 0;
            double below = i / x.w() % x.h() + 1 < x.h() ? Math.abs(data[i + x.w()] - data[i]) : 0;
            steepest = Double.isFinite(right) ? Math.max(steepest, right) : steepest;
            steepest = Double.isFinite(below) ? Math.max(steepest, below) : steepest;
        }
        return steepest;
    }

    private Optional<String> shapeProblem(Stage stage, NdArray array) {
        long[] expected = Arrays.stream(golden.shape(stage)).asLongStream().toArray();
        long[] actual = array.shape();
        if (Arrays.equals(actual, expected)) {
            return Optional.empty();
        }
        String hint = "";
        if (actual.length == 4
                && Arrays.equals(actual, new long[] {expected[0], expected[2], expected[3], expected[1]})) {
            hint = "; it seems to be NHWC, transpose it to NCHW";
        }
        return Optional.of("has shape " + array.shapeString() + ", must have " + text(expected) + hint);
    }

    private static String text(long[] shape) {
        return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    private static Optional<String> typeProblem(Stage stage, NdArray array) {
        if (array.dtype().isFloating() || stage.isInteger() && array.dtype() != DType.BOOL) {
            return Optional.empty();
        }
        return Optional.of("has type " + array.dtype() + ", must be a floating-point type");
    }

    private Optional<String> bitsProblem(Stage stage, NdArray array) {
        return settings.exactBits() && !stage.isInteger() && array.dtype() != DType.F32
                ? Optional.of("has type " + array.dtype() + ", and only F32 can have the bits")
                : Optional.empty();
    }

    private static long identical(double[] actual, double[] expected) {
        long identical = 0;
        for (int i = 0; i < actual.length; i++) {
            identical += Double.valueOf(actual[i]).equals(expected[i]) ? 1 : 0;
        }
        return identical;
    }
}
