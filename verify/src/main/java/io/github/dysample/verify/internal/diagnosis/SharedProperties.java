package io.github.dysample.verify.internal.diagnosis;

import io.github.dysample.Style;
import io.github.dysample.verify.CaseRecord;
import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.internal.text.Phrases;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Properties that all failing cases have and no passing case has. */
final class SharedProperties {
    /** If fewer choices of cases could have failed, a property of those that did may be a coincidence. */
    private static final double WAYS = 1000;

    /** If passing cases share a property of all failing ones, at least this part of the cases with it must fail. */
    private static final double MOST = 0.75;

    private final List<CaseResult> failing;
    private final List<CaseResult> passing;
    private final List<String> found = new ArrayList<>();

    private SharedProperties(List<CaseResult> failing, List<CaseResult> passing) {
        this.failing = failing;
        this.passing = passing;
    }

    /** {@return the properties, as sentences; none if few cases fail or few pass} */
    static List<String> of(List<CaseResult> failing, List<CaseResult> passing) {
        SharedProperties shared = new SharedProperties(failing, passing);
        if (shared.ways() >= WAYS) {
            shared.sort("style pl", "style lp", record -> record.config().style() == Style.PL);
            shared.sort("dynamic scope", "static scope", record -> record.config().dynamicScope());
            shared.sort("a square map", "a map that is not square", record -> record.height() == record.width());
            shared.number("a batch of ", CaseRecord::batch);
            shared.number("a scale of ", record -> record.config().scale());
            shared.number("a number of groups of ", record -> record.config().groups());
            shared.number("a number of channels of ", record -> record.config().channels());
            shared.number("a height of ", CaseRecord::height);
            shared.number("a width of ", CaseRecord::width);
            if (shared.found.isEmpty()) {
                shared.number("a larger side of ", record -> Math.max(record.height(), record.width()));
            }
        }
        return shared.found;
    }

    /** In how many ways as many cases as fail can be chosen from all. */
    private double ways() {
        double ways = 1;
        for (int i = 1; i <= failing.size(); i++) {
            ways *= (double) (passing.size() + i) / i;
        }
        return ways;
    }

    private void sort(String having, String notHaving, Predicate<CaseRecord> property) {
        sort(having, property);
        sort(notHaving, property.negate());
    }

    private void sort(String having, Predicate<CaseRecord> property) {
        long failingWith = failing.stream().filter(each -> property.test(each.record())).count();
        long passingWith = passing.stream().filter(each -> property.test(each.record())).count();
        if (failingWith < failing.size()) {
            return;
        }
        if (passingWith == 0) {
            add(having);
        } else if (failingWith >= MOST * (failingWith + passingWith)) {
            found.add("Every failing case has " + having + ", and " + failingWith + " of "
                    + Phrases.count(failingWith + passingWith, "case") + " with it fail.");
        }
    }

    private void number(String name, ToIntFunction<CaseRecord> property) {
        IntSummaryStatistics ofFailing = statistics(failing, property);
        IntSummaryStatistics ofPassing = statistics(passing, property);
        if (ofFailing.getMin() > ofPassing.getMax()) {
            add(name + ofFailing.getMin() + " or more");
        } else if (ofFailing.getMax() < ofPassing.getMin()) {
            add(name + ofFailing.getMax() + " or less");
        }
    }

    private static IntSummaryStatistics statistics(List<CaseResult> cases, ToIntFunction<CaseRecord> property) {
        return cases.stream().mapToInt(each -> property.applyAsInt(each.record())).summaryStatistics();
    }

    private void add(String what) {
        found.add("Every failing case has " + what + ", and no passing case does.");
    }
}
