/** How speed is measured: workloads, timing and statistics that the command and the benchmarks share. */
@SuppressWarnings("requires-automatic") // commons-math3 predates modules; the command's image adds a descriptor to it
module io.github.dysample.measure {
    requires transitive io.github.dysample;
    requires commons.math3;
    requires jdk.management;

    exports io.github.dysample.measure;
}
