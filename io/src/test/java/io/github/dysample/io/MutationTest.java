package io.github.dysample.io;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.testing.Mutations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Damaged files of every format are read or refused, in bounded memory and time. */
class MutationTest {
    private static final int MUTANTS = 30_000;

    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        List<SeedFile> seeds = SeedFile.all();
        for (SeedFile seed : seeds) {
            seed.reader().read(new MemoryBytes(seed.name(), seed.wrap().apply(seed.bytes())));
        }
        int[] refused = new int[seeds.size()];
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            SplittableRandom random = new SplittableRandom(20231002);
            for (int i = 0; i < MUTANTS; i++) {
                SeedFile seed = seeds.get(i % seeds.size());
                byte[] other = seeds.get(random.nextInt(seeds.size())).bytes();
                byte[] mutant = seed.wrap().apply(Mutations.of(seed.bytes(), other, random));
                MemoryBytes file = new MemoryBytes("mutant " + i + " of " + seed.name(), mutant);
                boolean isRefused =
                        seed.rule().refuses(file.name(), mutant.length, () -> seed.reader().read(file));
                refused[i % seeds.size()] += isRefused ? 1 : 0;
            }
        });
        for (int i = 0; i < refused.length; i++) {
            int tried = MUTANTS / refused.length;
            int count = refused[i];
            String name = seeds.get(i).name();
            assertTrue(count > tried / 2, () -> count + " of " + tried + " mutants of " + name + " are refused");
            assertTrue(count < tried, () -> "no mutant of " + name + " comes through: the mutations are too coarse");
        }
    }
}
