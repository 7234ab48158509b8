package io.github.dysample.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.testing.FuzzTarget;
import io.github.dysample.testing.Mutations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whole models are taken; damaged ones are taken or refused, and nothing else. */
class ModelTargetsTest {
    /** In proportion to the other tests; a hundred thousand take some minutes. */
    private static final int MUTANTS = Integer.getInteger("onnx.mutants", 4_000);

    @TestFactory
    Stream<DynamicTest> seeds() throws IOException {
        return new ModelTargets().targets().stream()
                .map(target -> DynamicTest.dynamicTest(target.name(), () -> {
                    int taken = 0;
                    for (byte[] seed : target.seeds()) {
                        taken += target.attack().takes(seed) ? 1 : 0;
                    }
                    assertEquals(target.seeds().size(), taken);
                }));
    }

    @Test
    void damagedModelsAreReadOrRefused() throws IOException {
        List<FuzzTarget> targets = new ModelTargets().targets();
        int[] taken = new int[targets.size()];
        assertTimeoutPreemptively(Duration.ofMinutes(30), () -> {
            SplittableRandom random = new SplittableRandom(20231002);
            for (int i = 0; i < MUTANTS; i++) {
                int target = i % targets.size();
                List<byte[]> seeds = targets.get(target).seeds();
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                byte[] mutant = Mutations.of(seeds.get(random.nextInt(seeds.size())), other, random);
                taken[target] += targets.get(target).attack().takes(mutant) ? 1 : 0;
            }
        });
        for (int count : taken) {
            int tried = MUTANTS / targets.size();
            String taking = count + " of " + tried + " mutants are taken";
            assertTrue(count > tried / 100, taking + ": the mutations are too coarse");
            assertTrue(count < tried * 99 / 100, taking + ": the mutations are too fine");
        }
    }
}
