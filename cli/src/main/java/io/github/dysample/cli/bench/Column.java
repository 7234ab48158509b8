package io.github.dysample.cli.bench;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A field of a result, for programs to read.
 *
 * @param name its name in JSON and CSV
 * @param value a string, boolean, number or {@link Shape}, or null if unknown
 */
record Column(String name, BiFunction<Result, Machine, Object> value) {
    static final List<Column> ALL = List.of(
            new Column("backend", (result, machine) -> result.backend()),
            new Column("vectorBits", (result, machine) -> result.vectorBits()),
            new Column("shape", (result, machine) -> result.shape()),
            new Column("scale", (result, machine) -> result.config().scale()),
            new Column("groups", (result, machine) -> result.config().groups()),
            new Column("style", (result, machine) -> result.config().style().torchName()),
            new Column("dynamicScope", (result, machine) -> result.config().dynamicScope()),
            new Column("threads", (result, machine) -> result.threads()),
            new Column("calls", (result, machine) -> result.times().calls()),
            new Column("meanMs", (result, machine) -> result.times().mean()),
            new Column("deviationMs", (result, machine) -> result.times().deviation()),
            new Column("medianMs", (result, machine) -> result.times().median()),
            new Column("minMs", (result, machine) -> result.times().least()),
            new Column("gigaflops", (result, machine) -> result.gigaflops()),
            new Column("gigabytesPerSecond", (result, machine) -> result.gigabytes()),
            new Column("floorMs", (result, machine) -> result.floor().median()),
            new Column("shareOfFloor", (result, machine) -> result.shareOfFloor()),
            new Column("allocatedBytesPerCall", (result, machine) -> result.allocatedBytes()),
            new Column("system", (result, machine) -> machine.system()),
            new Column("processors", (result, machine) -> machine.processors()),
            new Column("jvm", (result, machine) -> machine.jvm()),
            new Column("date", (result, machine) -> machine.date().toString()));
}
