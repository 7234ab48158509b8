package io.github.dysample.cli.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives the image a class data archive: the classes that the command uses, parsed and linked when the image is built
 * and not at every start. The image's own JVM runs the command a few times, notes the classes, and dumps them where it
 * looks by itself. So no option names the archive, and a JVM that cannot use it goes without, silently.
 *
 * <p>JDK 25's AOT cache would do more only where the module graph can be archived too, which the incubating Vector API
 * rules out; without that it holds fewer classes than the archive, and a cache that does not fit is announced on
 * standard output.
 */
final class ClassArchive {
    private static final String MAIN = "io.github.dysample.cli/io.github.dysample.cli.Main";

    private final Path java;
    private final Path folder; // empty, for whatever the commands write
    private final Set<String> lines = new LinkedHashSet<>(); // of the class list

    ClassArchive(Path java, Path folder) {
        this.java = java;
        this.folder = folder;
    }

    void make(Path testData) throws IOException, InterruptedException {
        // What users do most, once through every kind of file and both backends.
        note("info");
        note("layers", testData.resolve("checkpoints/detector.pth"));
        note("init", "layer.safetensors", "--channels", 3, "--scale", 1);
        note("upsample", testData.resolve("demo/chelsea.png"), "x.npy", "--weights", "layer.safetensors");
        note("upsample", "x.npy", "y.png", "--backend", "vector", "--threads", 2);
        note("golden", "golden");
        note("verify", "golden");
        dump();
    }

    private void note(Object... command) throws IOException, InterruptedException {
        Path list = folder.resolve("classes.lst");
        java(List.of("-XX:DumpLoadedClassList=" + list.toAbsolutePath()), command);
        try (var noted = Files.lines(list)) {
            noted.filter(ClassArchive::isArchivable)
                    // Numbers differ from run to run, and only classes of other loaders need theirs.
                    .map(line -> line.replaceFirst(" id: \\d+$", ""))
                    .forEach(lines::add);
        }
    }

    /**
     * Picocli's class files are of a version that can be archived only before they are linked, and what is noted of a
     * constant pool links its class and the classes it extends.
     */
    private static boolean isArchivable(String line) {
        return !line.startsWith("@cp picocli/") && !line.startsWith("@cp io/github/dysample/cli/");
    }

    /** Two archives, as a JDK has: heaps of more than 32 GB go without compressed pointers. */
    private void dump() throws IOException, InterruptedException {
        Path list = Files.write(folder.resolve("all.lst"), lines).toAbsolutePath();
        for (String pointers : new String[] {"-XX:+UseCompressedOops", "-XX:-UseCompressedOops"}) {
            java(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + list, pointers), "--version");
        }
    }

    /** Runs the command; what it says is shown only if it fails. */
    private void java(List<String> options, Object... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(java.toString(), "-XX:+UseSerialGC",
                "--enable-native-access=io.github.dysample.cuda", "-Djava.awt.headless=true"));
        line.addAll(options);
        line.addAll(List.of("-m", MAIN));
        for (Object argument : command) {
            line.add(argument.toString());
        }
        Path said = folder.resolve("said.txt");
        int code = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", line) + " ended with " + code + ":\n" + Files.readString(said));
        }
    }
}
