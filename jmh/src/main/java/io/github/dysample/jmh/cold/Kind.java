package io.github.dysample.jmh.cold;

import java.util.List;

/** The processes that are measured: how their JVM is started, and who computes in them. */
enum Kind {
    /** As a user starts it. */
    USUAL(List.of(Choice.values())),
    /** The same, but every output is looked at, so that its times count for nothing. */
    CHECKED(Choice.OURS),
    /** Nothing is ever compiled. */
    INTERPRETED(List.of(Choice.SCALAR, Choice.AUTOMATIC), "-Xint"),
    /** Only the fast compiler, which knows no vectors. */
    FIRST_TIER(List.of(Choice.SCALAR, Choice.AUTOMATIC), "-XX:TieredStopAtLevel=1"),
    /** The Vector API is there and the compiler does not know it. */
    WITHOUT_VECTORS(
            List.of(Choice.SCALAR, Choice.AUTOMATIC), "-XX:+UnlockExperimentalVMOptions", "-XX:-EnableVectorSupport");

    private final List<Choice> choices;
    private final List<String> options;

    Kind(List<Choice> choices, String... options) {
        this.choices = choices;
        this.options = List.of(options);
    }

    /** Who takes turns. */
    List<Choice> choices() {
        return choices;
    }

    /** The options of the JVM that make it of this kind. */
    List<String> options() {
        return options;
    }

    /** How many processes of each are started; bits are the same in all, so one is enough where only they count. */
    int processes(int forks) {
        return this == CHECKED ? 1 : forks;
    }
}
