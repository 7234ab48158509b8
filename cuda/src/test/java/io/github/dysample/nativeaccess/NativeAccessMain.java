package io.github.dysample.nativeaccess;

import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;

/** What a JVM says of the backend, and if it is available whether it gives the scalar result; a line each. */
public final class NativeAccessMain {
    private NativeAccessMain() {}

    /** No arguments. */
    public static void main(String[] arguments) {
        Backends.Candidate cuda = Backends.all().stream()
                .filter(candidate -> candidate.name().equals("cuda"))
                .findFirst()
                .orElseThrow();
        System.out.println(cuda.probe().text());
        if (cuda.probe().isAvailable()) {
            DySampleWeights weights =
                    DySampleWeights.initial(new DySampleConfig(4, 2, 1, Style.LP, false), 1);
            Tensor x = Tensor.zeros(1, 4, 3, 5);
            x.data()[7] = 1;
            // A property may say which is the best.
            boolean asked = System.getProperty(Backends.PROPERTY) != null;
            DySample layer = DySample.of(weights, asked ? Backends.best() : Backends.named("cuda"));
            Tensor y = layer.forward(x);
            System.out.println(layer.backend().name());
            System.out.println(y.equals(DySample.of(weights, "scalar").forward(x)));
        }
    }
}
