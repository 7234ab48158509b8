package io.github.dysample.testing;

import java.io.IOException;

/** Where Jazzer calls a target. It finds these methods by their names, so that nothing here needs it to compile. */
public final class FuzzEntry {
    private static FuzzTarget target;

    private FuzzEntry() {}

    /** Takes the name of a {@link FuzzTarget.Source} and that of a target. */
    public static void fuzzerInitialize(String[] arguments) throws ReflectiveOperationException, IOException {
        target = FuzzTarget.Source.of(Class.forName(arguments[0])).stream()
                .filter(each -> each.name().equals(arguments[1]))
                .findFirst()
                .orElseThrow();
    }

    /** Takes the bytes to try. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        target.attack().takes(bytes);
    }
}
