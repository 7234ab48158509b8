package io.github.dysample.verify;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Ports in use that make more than two mistakes, which trying one or two at a time would not find. */
public enum KnownPort {
    /** Offsets on the output's own grid, aligned corners, and channels assigned to the groups in turn. */
    TENSORRT_PLUGIN("a TensorRT plugin in public use",
            Mistake.OUTPUT_PIXEL_OFFSETS, Mistake.ALIGNED_CORNERS, Mistake.MISINDEXED_GROUPS);

    private final String title;
    private final EnumSet<Mistake> mistakes;

    KnownPort(String title, Mistake first, Mistake... others) {
        this.title = title;
        mistakes = EnumSet.of(first, others);
    }

    /**
     * {@return the port that makes exactly these mistakes, if there is one}
     *
     * @param mistakes all of its mistakes
     */
    public static Optional<KnownPort> with(Collection<Mistake> mistakes) {
        return Arrays.stream(values())
                .filter(port -> port.mistakes.equals(Set.copyOf(mistakes)))
                .findFirst();
    }

    /** {@return a description that ends the sentence "These are the mistakes of ..."} */
    public String title() {
        return title;
    }

    /** {@return its mistakes, in the order of {@link Mistake}} */
    public Set<Mistake> mistakes() {
        return Collections.unmodifiableSet(mistakes);
    }
}
