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

/** What all failing cases have and no passing case has. */
final class SharedProperties {
    /** In so many ways must the cases divide into those that fail and the others for a property to be no chance. */
    private static final double WAYS = 1000;

    /** The share of the cases with a property that have to fail where all that fail have it. */
    private static final double MOST = 0.75;

    private final List<CaseResult> failing;
    private final List<CaseResult> passing;
    private final List<String> found = new ArrayList<>();

    private SharedProperties(List<CaseResult> failing, List<CaseResult> passing) {
        this.failing = failing;
        this.passing = passing;
    }

    /** {@return what it is, sentences; none where few fail or few pass} */
    static List<String> of(List<CaseResult> failing, List<CaseResult> passing) {
        SharedProperties common = new SharedProperties(failing, passing);
        if (common.ways() >= WAYS) {
            common.sort("style pl", "style lp", record -> record.config().style() == Style.PL);
            common.sort("dynamic scope", "static scope", record -> record.config().dynamicScope());
            common.sort("a square map", "a map that is not square", record -> record.height() == record.width());
            common.number("a batch of ", CaseRecord::batch);
            common.number("a scale of ", record -> record.config().scale());
            common.number("a number of groups of ", record -> record.config().groups());
            common.number("a number of channels of ", record -> record.config().channels());
            common.number("a height of ", CaseRecord::height);
            common.number("a width of ", CaseRecord::width);
            if (common.found.isEmpty()) {
                common.number("a larger side of ", record -> Math.max(record.height(), record.width()));
            }
        }
        return common.found;
    }

    /** How many choices of as many cases as fail there are among all. */
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
            found.add("All that fails has " + having + ", and " + failingWith + " of "
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
        found.add("What fails has " + what + ", and nothing that passes has.");
    }
}
