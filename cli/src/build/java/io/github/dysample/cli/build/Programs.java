package io.github.dysample.cli.build;

import java.nio.file.Path;

/** The programs of an image. Windows starts none by a name without its extension, and no bash script at all. */
public final class Programs {
    private final Path bin;
    private final boolean windows;

    /** Those of {@code image} on the operating system that has this name in the system property {@code os.name}. */
    Programs(Path image, String operatingSystem) {
        this.bin = image.resolve("bin").toAbsolutePath();
        this.windows = operatingSystem.startsWith("Windows");
    }

    /** Those of {@code image} on this operating system. */
    public static Programs of(Path image) {
        return new Programs(image, System.getProperty("os.name"));
    }

    Path java() {
        return bin.resolve(windows ? "java.exe" : "java");
    }

    /** The {@code dysample} command. */
    public Path command() {
        return bin.resolve(windows ? "dysample.bat" : "dysample");
    }

    /** Where launchers are copied to. */
    Path folder() {
        return bin;
    }
}
