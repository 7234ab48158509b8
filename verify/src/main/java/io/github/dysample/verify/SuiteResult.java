package io.github.dysample.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of a suite.
 *
 * @param suite the name of the suite
 * @param port the name of the port
 * @param cases in order
 * @param diagnosis the mistake that explains the failures; null if nothing failed or nothing explains them
 * @param hints sentences that may help to find the mistake
 * @param seconds how long it took
 */
public record SuiteResult(
        String suite, String port, List<CaseResult> cases, Diagnosis diagnosis, List<String> hints, double seconds) {

    /** {@return whether all cases pass} */
    public boolean passes() {
        return cases.stream().allMatch(CaseResult::passes);
    }

    /** {@return how many cases pass} */
    public long passed() {
        return cases.stream().filter(CaseResult::passes).count();
    }

    /** {@return how many cases fail} */
    public long failed() {
        return cases.stream().filter(CaseResult::fails).count();
    }

    /** {@return how many cases the port does not have} */
    public long missing() {
        return cases.stream().filter(CaseResult::isMissing).count();
    }

    /** {@return the names of the cases the port does not have, by the reason} */
    public Map<String, List<String>> absences() {
        return cases.stream()
                .filter(CaseResult::isMissing)
                .collect(Collectors.groupingBy(CaseResult::absence, LinkedHashMap::new,
                        Collectors.mapping(each -> each.record().name(), Collectors.toList())));
    }

    /** {@return whether a file of the port could not be read} */
    public boolean hasUnreadable() {
        return cases.stream().flatMap(each -> each.stages().stream()).anyMatch(stage -> !stage.isReadable());
    }

    /** {@return the counts in one line} */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %d of %d cases pass, %d fail, %d missing, %.1f s",
                port, passed(), cases.size(), failed(), missing(), seconds);
    }
}
