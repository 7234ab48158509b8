package io.github.dysample.cli.bench;

import io.github.dysample.verify.Provenance;

/**
 * Where, when and by what something was measured.
 *
 * @param system the operating system and architecture
 * @param processors as the JVM sees them
 * @param jvm its name and version
 * @param provenance the program, the command line and the date
 */
record Machine(String system, int processors, String jvm, Provenance provenance) {

    static Machine here(Provenance provenance) {
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                provenance);
    }
}
