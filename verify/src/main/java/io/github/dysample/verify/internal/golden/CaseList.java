package io.github.dysample.verify.internal.golden;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.verify.CaseSpec;
import io.github.dysample.verify.Irregularity;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.OffsetReach;
import java.util.ArrayList;
import java.util.List;

/** The cases of a suite. The seed of a case is its place: a new one comes last, so that the others keep their bytes. */
abstract class CaseList {
    private final int firstSeed;
    private final List<CaseSpec> cases = new ArrayList<>();

    CaseList(int firstSeed) {
        this.firstSeed = firstSeed;
    }

    /** {@return all cases, in order} */
    final List<CaseSpec> all() {
        return List.copyOf(cases);
    }

    final void add(Mistake mistake, DySampleConfig config, int b, int h, int w, OffsetReach reach) {
        add(mistake, config, b, h, w, reach, Irregularity.NONE);
    }

    final void add(
            Mistake mistake, DySampleConfig config, int b, int h, int w, OffsetReach reach,
            Irregularity irregularity) {
        add(mistake.id(), "Shows " + mistake.title() + ".", config, b, h, w, reach, irregularity);
    }

    final void add(String name, String description, DySampleConfig config, int b, int h, int w, OffsetReach reach) {
        add(name, description, config, b, h, w, reach, Irregularity.NONE);
    }

    final void add(
            String name, String description, DySampleConfig config, int b, int h, int w, OffsetReach reach,
            Irregularity irregularity) {
        cases.add(new CaseSpec(name, description, config, b, h, w, firstSeed + cases.size(), reach, irregularity));
    }

    static DySampleConfig lp(int channels, int groups) {
        return new DySampleConfig(channels, 2, groups, Style.LP, false);
    }

    static DySampleConfig lpDynamic(int channels, int groups) {
        return new DySampleConfig(channels, 2, groups, Style.LP, true);
    }

    static DySampleConfig pl(int channels, int groups) {
        return new DySampleConfig(channels, 2, groups, Style.PL, false);
    }
}
