package io.github.dysample.cli.bench;

import io.github.dysample.measure.Shape;
import io.github.dysample.measure.SignificantDigits;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/**
 * A field of a result, for programs to read.
 *
 * @param name its name in JSON and CSV
 * @param value a string, boolean, number or {@link Shape}, or null if unknown
 */
record Column(String name, BiFunction<Result, Machine, Object> value) {
    private static final int DIGITS = 6; // more than any time has

    static final List<Column> ALL = List.of(
            new Column("backend", (result, _) -> result.backend()),
            new Column("vectorBits", (result, _) -> result.vectorBits()),
            new Column("shape", (result, _) -> result.layer().shape()),
            new Column("scale", (result, _) -> result.layer().config().scale()),
            new Column("groups", (result, _) -> result.layer().config().groups()),
            new Column("style", (result, _) -> result.layer().config().style().torchName()),
            new Column("dynamicScope", (result, _) -> result.layer().config().dynamicScope()),
            new Column("threads", (result, _) -> result.threads()),
            new Column("calls", (result, _) -> result.calls()),
            new Column("settled", (result, _) -> result.settled()),
            measured("meanMs", result -> result.millis().mean()),
            measured("deviationMs", result -> result.millis().deviation()),
            measured("medianMs", result -> result.millis().median()),
            measured("minMs", result -> result.millis().least()),
            measured("gigaflops", Result::gigaflops),
            measured("gigabytesPerSecond", Result::gigabytes),
            measured("floorMs", result -> result.floor().median()),
            measured("shareOfFloor", Result::shareOfFloor),
            new Column("allocatedBytesPerCall", (result, _) -> result.allocatedBytes().isPresent()
                    ? result.allocatedBytes().getAsLong()
                    : null),
            new Column("system", (_, machine) -> machine.system()),
            new Column("processors", (_, machine) -> machine.processors()),
            new Column("jvm", (_, machine) -> machine.jvm()),
            new Column("program", (_, machine) -> machine.provenance().program()),
            new Column("command", (_, machine) -> machine.provenance().command()),
            new Column("date", (_, machine) -> machine.provenance().date().toString()));

    private static Column measured(String name, ToDoubleFunction<Result> value) {
        return new Column(name, (result, _) -> SignificantDigits.rounded(value.applyAsDouble(result), DIGITS));
    }
}
