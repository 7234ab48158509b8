package io.github.dysample.verify.internal.golden;

import io.github.dysample.io.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The list of a suite's files with their SHA-256. */
public final class Manifest {
    static final String FILE = "MANIFEST";

    /** The folder of the cases' folders. */
    public static final String CASES = "cases";

    private Manifest() {}

    /** Lists all files of a folder, sorted by their names. */
    static void write(Path folder, String maker) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.walk(folder)) {
            names = files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
        StringBuilder text = new StringBuilder("# Golden data of DySample, made by: " + maker + "\n"
                + "# sha256  bytes  path\n");
        for (String name : names) {
            byte[] content = Files.readAllBytes(folder.resolve(name));
            text.append(String.format(Locale.ROOT, "%s %8d  %s\n", sha256(content), content.length, name));
        }
        Files.writeString(folder.resolve(FILE), text);
    }

    /** Checks the cases that a folder's manifest lists, if it has one. */
    public static void check(Path folder) throws IOException {
        Path manifest = folder.resolve(FILE);
        if (!Files.exists(manifest)) {
            return;
        }
        for (String line : Files.readAllLines(manifest)) {
            String[] fields = line.split(" +", 3); // sha256, bytes, path
            if (line.startsWith("#") || fields.length < 3 || !fields[2].startsWith(CASES + "/")) {
                continue;
            }
            Path file = folder.resolve(fields[2]);
            if (!Files.exists(file)) {
                throw wrong(file, "is missing, though " + FILE + " lists it");
            }
            if (!sha256(Files.readAllBytes(file)).equals(fields[0])) {
                throw wrong(file, "is not the file that " + FILE + " lists");
            }
        }
    }

    private static FileFormatException wrong(Path file, String reason) {
        return new FileFormatException(file.toString(), FileFormatException.NO_POSITION, reason);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
