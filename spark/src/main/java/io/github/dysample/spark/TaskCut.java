package io.github.dysample.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Cuts work into tasks, the largest pieces first: a large one is a task by itself, and of small ones many are a task.
 * Since Spark hands out tasks in order, what is left at the end is small.
 */
final class TaskCut {
    /** What reading and writing anything costs, as a size. */
    private static final long LEAST = 1 << 16;

    private static final int TASKS_PER_CORE = 8;

    /** A task that is lost is done again, and one that takes long shows no progress. */
    private static final int MOST_PIECES = 256;

    private TaskCut() {}

    /**
     * {@return the tasks}
     *
     * @param pieces the work
     * @param size how much each is
     * @param cores how many tasks run at a time
     */
    static <T> List<List<T>> of(List<T> pieces, ToLongFunction<T> size, int cores) {
        List<T> largestFirst = pieces.stream().sorted(Comparator.comparingLong(size).reversed()).toList();
        long all = pieces.stream().mapToLong(each -> LEAST + size.applyAsLong(each)).sum();
        long enough = all / ((long) cores * TASKS_PER_CORE);
        List<List<T>> tasks = new ArrayList<>();
        List<T> task = new ArrayList<>();
        long sum = 0;
        for (T piece : largestFirst) {
            task.add(piece);
            sum += LEAST + size.applyAsLong(piece);
            if (sum >= enough || task.size() == MOST_PIECES) {
                tasks.add(task);
                task = new ArrayList<>();
                sum = 0;
            }
        }
        if (!task.isEmpty()) {
            tasks.add(task);
        }
        return tasks;
    }
}
