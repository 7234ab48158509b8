package io.github.dysample.io.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The temporary files being written. If the JVM ends meanwhile, after Ctrl-C for instance, it deletes them. */
public final class OpenTemporaries {
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(OpenTemporaries::deleteAll, "dysample-temporaries"));
        } catch (IllegalStateException ending) {
            // A program may write its first file while it ends; that must not fail for lack of the hook.
        }
    }

    private OpenTemporaries() {}

    /** Notes a file that is about to be created. */
    public static void add(Path temporary) {
        OPEN.add(temporary);
    }

    /** Forgets a file that is moved or deleted. */
    public static void remove(Path temporary) {
        OPEN.remove(temporary);
    }

    private static void deleteAll() {
        for (Path temporary : OPEN) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException undeleted) {
                // Too late to report it, and the other files still have to be deleted.
            }
        }
    }
}
