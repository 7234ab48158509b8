package io.github.dysample.cli.bench;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Where and when something was measured.
 *
 * @param system the operating system and architecture
 * @param processors as the JVM sees them
 * @param jvm its name and version
 * @param date to the minute, local time
 */
record Machine(String system, int processors, String jvm, LocalDateTime date) {

    static Machine here() {
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                LocalDateTime.now().truncatedTo(ChronoUnit.MINUTES));
    }
}
