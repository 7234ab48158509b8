package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskCutTest {

    @Test
    void everyPieceIsInOneTask() {
        List<Long> pieces = LongStream.range(0, 1000).map(i -> i * i * 7919 % 100_003).boxed().toList();
        List<Long> cut = TaskCut.of(pieces, Long::longValue, 4).stream().flatMap(List::stream).sorted().toList();
        assertEquals(pieces.stream().sorted().toList(), cut);
    }

    @Test
    void largePiecesAreTasksOfTheirOwnAndComeFirst() {
        List<Long> pieces = Stream.concat(
                        Collections.nCopies(300, 1000L).stream(), Stream.of(800_000_000L, 900_000_000L))
                .toList();
        List<List<Long>> tasks = TaskCut.of(pieces, Long::longValue, 2);
        assertEquals(List.of(900_000_000L), tasks.get(0));
        assertEquals(List.of(800_000_000L), tasks.get(1));
        assertEquals(2, tasks.size() - 2, "the small ones, of which at most 256 are a task");
    }

    @Test
    void manySmallPiecesAreFewTasksForAllCores() {
        List<List<Long>> tasks = TaskCut.of(Collections.nCopies(1000, 10L), Long::longValue, 2);
        assertTrue(tasks.size() >= 8 && tasks.size() <= 17, tasks.size() + " tasks");
    }

    @Test
    void nothingIsNoTask() {
        assertEquals(List.of(), TaskCut.of(List.<Long>of(), Long::longValue, 2));
    }
}
