/** The DySample layer in pure Java: tensors, kernels, backends. */
module io.github.dysample {
    requires static jdk.incubator.vector;
    requires static java.management;
    requires static jdk.management;

    exports io.github.dysample;
    exports io.github.dysample.spi;
    exports io.github.dysample.train;

    uses io.github.dysample.spi.BackendProvider;

    provides io.github.dysample.spi.BackendProvider with
            io.github.dysample.internal.scalar.ScalarProvider,
            io.github.dysample.internal.vector.VectorProvider;
}
