package io.github.dysample.cli;

import io.github.dysample.verify.CaseSpec;
import io.github.dysample.verify.Suite;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A documented set of cases that {@code dysample golden} writes. */
enum NamedSuite {
    STANDARD(Suite::standardCases),
    HEADS(Suite::headsCases),
    GRADIENTS(Suite::gradientsCases);

    private final Supplier<List<CaseSpec>> cases;

    NamedSuite(Supplier<List<CaseSpec>> cases) {
        this.cases = cases;
    }

    List<CaseSpec> cases() {
        return cases.get();
    }

    /** {@return the name in the option} */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the suite with a name; throws IllegalArgumentException if there is none} */
    static NamedSuite named(String title) {
        return Arrays.stream(values())
                .filter(suite -> suite.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + title + "' is not "
                        + Arrays.stream(values()).map(NamedSuite::title).collect(Collectors.joining(" or "))));
    }
}
