package io.github.dysample.spark;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.verify.Suite;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folders of a suite and of a port on any file system.
 *
 * @param suite as it was given
 * @param port as it was given, or its folder {@code cases}
 * @param cases those of the suite, in order
 */
record SuiteFolders(String suite, String port, List<SuiteCase> cases) {
    private static final String CASES = "cases";
    private static final String RECORD = "case.json";
    static final String MANIFEST = "MANIFEST";

    static SuiteFolders of(String suite, String actual, Configuration hadoop) throws IOException {
        Path golden = folder(suite, "name the folder that dysample golden wrote", hadoop);
        Path ported = folder(actual, "name the folder in which the port's results are, or the folders of its cases",
                hadoop);
        boolean nested = HadoopFiles.of(ported, hadoop).exists(new Path(ported, CASES));
        return new SuiteFolders(suite, nested ? actual + "/" + CASES : actual,
                cases(suite, golden, HadoopFiles.of(golden, hadoop)));
    }

    private static Path folder(String given, String advice, Configuration hadoop) throws IOException {
        Path path = new Path(given);
        FileSystem system = HadoopFiles.of(path, hadoop);
        if (!system.exists(path)) {
            throw new FileNotFoundException(given + ": no such file or directory");
        }
        if (system.getFileStatus(path).isFile()) {
            throw new IllegalArgumentException(given + ": is a file; " + advice);
        }
        return path;
    }

    private static List<SuiteCase> cases(String suite, Path folder, FileSystem system) throws IOException {
        Optional<java.nio.file.Path> local = HadoopFiles.local(folder, system.getConf());
        if (local.isPresent()) {
            Suite.open(local.get()); // compares it with its MANIFEST
        }
        if (system.exists(new Path(folder, RECORD))) {
            return List.of(new SuiteCase(0, "", 0, null));
        }
        String below = system.exists(new Path(folder, CASES)) ? CASES + "/" : "";
        Map<String, Long> sizes = sizes(below.isEmpty() ? folder : new Path(folder, CASES), system);
        if (sizes.isEmpty()) {
            throw new FileFormatException(suite, FileFormatException.NO_POSITION,
                    "holds no case: a case is a folder with a " + RECORD);
        }
        Map<String, String> manifest =
                local.isPresent() ? null : manifest(new Path(folder, MANIFEST), system, sizes);
        List<SuiteCase> cases = new ArrayList<>();
        sizes.forEach((name, bytes) -> cases.add(new SuiteCase(
                cases.size(), below + name, bytes, manifest == null ? null : manifest.getOrDefault(name, ""))));
        return cases;
    }

    /** The folders that are cases, with the sizes of all their files. */
    private static Map<String, Long> sizes(Path parent, FileSystem system) throws IOException {
        String root = system.makeQualified(parent).toUri().getPath() + "/";
        Map<String, Long> sizes = new TreeMap<>();
        TreeSet<String> cases = new TreeSet<>();
        HadoopFiles.forEach(parent, system, file -> {
            String[] parts = file.getPath().toUri().getPath().substring(root.length()).split("/");
            if (parts.length == 2) {
                sizes.merge(parts[0], file.getLen(), Long::sum);
                if (parts[1].equals(RECORD)) {
                    cases.add(parts[0]);
                }
            }
        });
        sizes.keySet().retainAll(cases);
        return sizes;
    }

    /** The lines about each case. Any other line goes with the first case, and is judged where that is read. */
    private static Map<String, String> manifest(Path file, FileSystem system, Map<String, Long> cases)
            throws IOException {
        if (!system.exists(file)) {
            return null;
        }
        Map<String, String> lines = new TreeMap<>();
        String first = cases.keySet().iterator().next();
        new String(HadoopFiles.read(file, system.getConf()), StandardCharsets.UTF_8).lines().forEach(line -> {
            String[] path = line.substring(line.lastIndexOf(' ') + 1).split("/");
            boolean ofCase = path.length == 3 && path[0].equals(CASES) && cases.containsKey(path[1]);
            lines.merge(ofCase ? path[1] : first, line + "\n", String::concat);
        });
        return lines;
    }

    /** {@return the names of the cases, in order} */
    List<String> names() {
        return cases.stream().map(each -> each.name(suite)).toList();
    }

    /** {@return the names in the port's folder, in order} */
    List<String> entries(Configuration hadoop) throws IOException {
        Path folder = new Path(port);
        FileStatus[] all = HadoopFiles.of(folder, hadoop).listStatus(folder);
        return Stream.of(all).map(each -> each.getPath().getName()).sorted().toList();
    }

    /** {@return whether the port's folder of the first case is the suite's own} */
    boolean isPortSuite(Configuration hadoop) throws IOException {
        Path first = new Path(port, names().getFirst());
        Path golden = cases.getFirst().folder(suite);
        return HadoopFiles.real(first, hadoop).equals(HadoopFiles.real(golden, hadoop));
    }
}
