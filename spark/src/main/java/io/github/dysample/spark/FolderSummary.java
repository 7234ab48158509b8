package io.github.dysample.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What came of a folder.
 *
 * @param plan what was to do
 * @param done how many files were upsampled
 * @param remarks what formats could not hold, by file
 * @param failures the files that failed, by their names
 * @param seconds how long it took
 */
record FolderSummary(
        FolderPlan plan, long done, List<String> remarks, List<FileFailure> failures, double seconds) {
    private static final int NOTHING_FOUND = 1;
    private static final int MOST_LINES = 100;

    static FolderSummary of(FolderPlan plan, List<TaskOutcome> outcomes, double seconds) {
        return new FolderSummary(plan,
                outcomes.stream().mapToLong(TaskOutcome::done).sum(),
                outcomes.stream().flatMap(each -> each.remarks().stream()).sorted().toList(),
                outcomes.stream()
                        .flatMap(each -> each.failures().stream())
                        .sorted(Comparator.comparing(FileFailure::file))
                        .toList(),
                seconds);
    }

    /** {@return what to tell: remarks, failures with their reasons, and the counts} */
    Stream<String> lines() {
        List<String> failed = failures.stream().map(each -> "FAILED " + each.file() + ": " + each.reason()).toList();
        return Stream.of(some(remarks), some(failed), List.of(counts())).flatMap(List::stream);
    }

    private static List<String> some(List<String> lines) {
        List<String> some = new ArrayList<>(lines.subList(0, Math.min(lines.size(), MOST_LINES)));
        if (lines.size() > MOST_LINES) {
            some.add("... and " + (lines.size() - MOST_LINES) + " more");
        }
        return some;
    }

    private String counts() {
        if (plan.files() == 0) {
            return "no picture and no .npy in " + plan.in() + (plan.others() == 0
                    ? ", which is empty"
                    : String.format(Locale.ROOT, ", only %,d other files", plan.others()));
        }
        String counts = String.format(Locale.ROOT, "%,d upsampled, %,d done before, %,d failed",
                done, plan.there(), failures.size());
        return counts
                + (plan.others() == 0 ? "" : String.format(Locale.ROOT, ", %,d other files passed over", plan.others()))
                + (done == 0 ? "" : rate());
    }

    private String rate() {
        return String.format(Locale.ROOT, "; %.1f s, %.1f files a second", seconds, done / seconds);
    }

    /** {@return that of the worst failure; 1 if there was nothing to do at all} */
    int exitCode() {
        int worst = failures.stream().mapToInt(FileFailure::code).max().orElse(0);
        return plan.files() == 0 ? NOTHING_FOUND : worst;
    }
}
