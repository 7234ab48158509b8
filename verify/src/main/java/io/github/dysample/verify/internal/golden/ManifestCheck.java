package io.github.dysample.verify.internal.golden;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.verify.CaseRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the cases of a suite against its manifest. Either may be anybody's, so that only what a case can have is read,
 * and each file once.
 */
public final class ManifestCheck {
    /** Two hundred thousand files. */
    private static final int MOST_BYTES = 1 << 24;

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) +(\\d{1,18}) +(\\P{Cntrl}{1,4096})");

    private record Entry(Path file, long bytes, String sha256) {
        boolean isRecord() {
            return file.endsWith(CaseJson.FILE);
        }
    }

    private final SuiteFolder suite;
    private final Path manifest;
    private final Map<Path, CaseRecord> records = new HashMap<>(); // by the folder that links lead to
    private final Map<Path, String> hashes = new HashMap<>(); // by the file that links lead to

    private ManifestCheck(Path folder) {
        suite = new SuiteFolder(folder);
        manifest = folder.resolve(Manifest.FILE);
    }

    /**
     * Checks the cases that a folder's manifest lists, if it has one.
     *
     * @throws FileFormatException if the manifest is not one, or a file is missing, another, or not to be opened
     */
    public static void of(Path folder) throws IOException {
        ManifestCheck check = new ManifestCheck(folder);
        if (Files.exists(check.manifest, LinkOption.NOFOLLOW_LINKS)) {
            for (Entry entry : check.entries()) {
                check.check(entry);
            }
        }
    }

    /** Those of the cases, their records first: these say how large the other files can be. */
    private List<Entry> entries() throws IOException {
        List<String> lines =
                new String(suite.read(manifest, MOST_BYTES), StandardCharsets.UTF_8).lines().toList();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
                continue;
            }
            Matcher line = LINE.matcher(lines.get(i));
            if (!line.matches()) {
                throw wrong(manifest, "line " + (i + 1) + " must be a SHA-256, a size and a path");
            }
            Path file = file(line.group(3), i + 1);
            if (line.group(3).startsWith(Manifest.CASES + "/")) {
                entries.add(new Entry(file, Long.parseLong(line.group(2)), line.group(1)));
            }
        }
        entries.sort(Comparator.comparing(entry -> !entry.isRecord()));
        return entries;
    }

    private Path file(String path, int line) throws FileFormatException {
        boolean down = Stream.of(path.split("[/\\\\]", -1)).noneMatch(Set.of("", ".", "..")::contains);
        try {
            if (down) {
                return suite.path().resolve(path);
            }
        } catch (InvalidPathException foreign) {
            throw wrong(manifest, "line " + line + " has a path that is none here: " + path);
        }
        throw wrong(manifest, "line " + line + " has a path that may lead out of the folder: " + path);
    }

    private void check(Entry entry) throws IOException {
        Path file = entry.file();
        try {
            suite.file(file, Long.MAX_VALUE);
            long most = most(entry);
            // What no case has is not read, here or later.
            if (most >= 0 && !hash(entry, suite.file(file, most)).equals(entry.sha256())) {
                throw wrong(file, "is not the file that " + Manifest.FILE + " lists");
            }
        } catch (NoSuchFileException missing) {
            throw wrong(file, "is missing, though " + Manifest.FILE + " lists it");
        }
    }

    private long most(Entry entry) throws IOException {
        Path folder = entry.file().getParent();
        if (entry.isRecord()) {
            return CaseFiles.MOST_TEXT;
        }
        if (!Files.exists(folder.resolve(CaseJson.FILE), LinkOption.NOFOLLOW_LINKS)) {
            return -1;
        }
        Path target = suite.inside(folder);
        if (!records.containsKey(target)) {
            records.put(target, CaseJson.read(suite, folder));
        }
        return CaseFiles.most(entry.file().getFileName().toString(), records.get(target));
    }

    /** The hash of a file; empty if its size is another. */
    private String hash(Entry entry, Path file) throws IOException {
        if (Files.size(file) != entry.bytes()) {
            return "";
        }
        Path target = suite.inside(file);
        if (!hashes.containsKey(target)) {
            hashes.put(target, Manifest.sha256(target));
        }
        return hashes.get(target);
    }

    private static FileFormatException wrong(Path file, String reason) {
        return new FileFormatException(file.toString(), FileFormatException.NO_POSITION, reason);
    }
}
