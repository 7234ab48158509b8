package io.github.dysample.verify.internal.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
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
            Path file = folder.resolve(name);
            text.append(String.format(Locale.ROOT, "%s %8d  %s\n", sha256(file), Files.size(file), name));
        }
        Files.writeString(folder.resolve(FILE), text);
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
