package io.github.dysample.selection;

import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;

/**
 * Says which backends this JVM has and which one a layer gets, for {@link SelectionTest} to read. In a package that the
 * module does not have, so that it runs beside the module as well as with it on the class path.
 */
public final class SelectionMain {
    private SelectionMain() {}

    /** Prints {@code key=value} lines, twice the choice to see what is logged only once. */
    public static void main(String[] args) {
        System.out.println("module=" + Backends.class.getModule().getName());
        for (Backends.Candidate candidate : Backends.all()) {
            System.out.println(candidate.name() + "=" + candidate.probe());
        }
        try {
            DySampleWeights weights = DySampleWeights.initial(DySampleConfig.dySample(8), 1);
            DySample layer = DySample.of(weights);
            System.out.println("best=" + layer.backend().name() + "," + DySample.of(weights).backend().name());
            System.out.println("why=" + Backends.why());
            System.out.println("bits=" + bits(layer));
        } catch (IllegalStateException refused) {
            System.out.println("refused=" + refused.getMessage());
        }
    }

    /** A number that stands for all bits of an output. */
    static int bits(DySample layer) {
        Tensor x = Tensor.zeros(1, 8, 3, 19);
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] = i * 0.37f % 2;
        }
        return layer.forward(x).hashCode();
    }
}
