package io.github.dysample.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.dysample.Backends;
import io.github.dysample.DySampleConfig;
import io.github.dysample.measure.DisagreementException;
import io.github.dysample.measure.Shape;
import io.github.dysample.verify.Provenance;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTimeTest {

    @Test
    void whatTheTimeDoesNotAllowIsLeftOutAndNamed() throws DisagreementException {
        DySampleConfig config = DySampleConfig.dySample(8);
        BenchPlan plan = new BenchPlan(
                List.of(
                        new BenchPlan.Layer(new Shape(1, 8, 3, 3), config),
                        new BenchPlan.Layer(new Shape(1, 8, 4, 4), config)),
                List.of(Backends.named("scalar")), 1, 0, null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Bench.Outcome outcome =
                new Bench(plan, new PrintStream(out)).run(Format.JSON, new Provenance("p", "c", Instant.EPOCH));
        assertFalse(outcome.measured());
        assertEquals(
                List.of("1x8x3x3: left out; the time was over before all results were compared",
                        "1x8x4x4: left out; the time was over before all results were compared"),
                outcome.leftOut());
        assertEquals(0, out.size());
    }
}
