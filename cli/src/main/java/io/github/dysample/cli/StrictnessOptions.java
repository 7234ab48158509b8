package io.github.dysample.cli;

import io.github.dysample.verify.Stage;
import io.github.dysample.verify.Strictness;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what of a port is checked, and how strictly. */
public final class StrictnessOptions {
    @Mixin
    private ToleranceOptions tolerances;

    @Option(names = "--bits", description = "Require the bits of the suite's float32 files.")
    private boolean bits;

    @Option(
            names = "--stage",
            paramLabel = "NAME",
            split = ",",
            description = "Check only these: linear, scope, offsets, coordinates, taps, bilinear, sampled, y, or of the"
                    + " backward pass gradOffsets, gradXTaps, gradLinear, gradScope, gradOffsetWeight, gradOffsetBias,"
                    + " gradScopeWeight, gradScopeBias, gradEndConvWeight, gradEndConvBias, gradX.")
    private List<String> stages;

    /** {@return what they say, if they go together} */
    public Strictness strictness() {
        tolerances.check();
        if (bits && tolerances.isGiven()) {
            throw new UsageException("--bits leaves no room for --rtol, --atol or --ulp");
        }
        Set<Stage> chosen = EnumSet.allOf(Stage.class);
        if (stages != null) {
            chosen.clear();
            for (String name : stages) {
                chosen.add(Stage.named(name).orElseThrow(() -> new UsageException(
                        "--stage is " + name + ", must be one of " + String.join(", ", Stage.titles()))));
            }
        }
        return tolerances.strictness(bits, chosen);
    }

    /** {@return what to tell if no case has a stage that is asked for} */
    public IllegalArgumentException noneConcerned() {
        return new IllegalArgumentException("no case has any of these stages: " + String.join(", ", stages));
    }
}
