import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Checks what the compiled classes say of the structure: modules use each other only as listed here, and no two source
 * files of the main code need each other, directly or by way of others.
 */
final class Structure {
    /** For each module those that its main code may use. */
    private static final Map<String, Set<String>> MAIN = Map.ofEntries(
            Map.entry("src", Set.of()),
            Map.entry("testkit", Set.of("src")),
            Map.entry("io", Set.of("src")),
            Map.entry("verify", Set.of("src", "io")),
            Map.entry("onnx", Set.of("src", "io")),
            Map.entry("measure", Set.of("src")),
            Map.entry("cuda", Set.of("src")),
            Map.entry("onnxruntime", Set.of("src")),
            Map.entry("spark", Set.of("src", "io", "onnx", "verify", "cli")),
            Map.entry("cli", Set.of("src", "io", "verify", "onnx", "measure", "cuda")),
            Map.entry("jmh", Set.of("src", "io", "measure")));
    /** Those that its tests may use besides. */
    private static final Map<String, Set<String>> TESTS = Map.of(
            "io", Set.of("testkit"),
            "verify", Set.of("testkit"),
            "cuda", Set.of("testkit", "io", "verify", "measure"),
            "onnxruntime", Set.of("onnx", "measure"));

    private static final Pattern NAME = Pattern.compile("io/github/dysample/[\\w/$]+");

    /** The module of each class, and the classes that each class names. */
    private final Map<String, String> modules = new HashMap<>();
    private final Map<String, Set<String>> named = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    private Structure() {}

    /** Run in the root folder, after a build. */
    public static void main(String[] arguments) {
        Structure structure = new Structure();
        structure.read("classes");
        structure.checkArrows(MAIN);
        structure.checkCircles();
        structure.named.clear();
        structure.read("test-classes");
        Map<String, Set<String>> ofTests = new HashMap<>();
        MAIN.forEach((module, used) -> ofTests.put(module, union(used, TESTS.getOrDefault(module, Set.of()))));
        structure.checkArrows(ofTests);
        structure.faults.forEach(System.err::println);
        System.exit(structure.faults.isEmpty() ? 0 : 1);
    }

    private void read(String folder) {
        for (String module : MAIN.keySet()) {
            Path root = Path.of(module, "target", folder);
            List<Path> files = classFiles(root);
            if (files.isEmpty() && folder.equals("classes")) {
                faults.add(root + ": has no classes");
            }
            for (Path file : files) {
                String name = root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/")
                        .replaceFirst("\\.class$", "");
                modules.put(topLevel(name), module);
                named.computeIfAbsent(topLevel(name), unused -> new TreeSet<>()).addAll(namesIn(file));
            }
        }
    }

    private static List<Path> classFiles(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class") && !file.endsWith("module-info.class"))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All texts of the constant pool: names of classes stand there, and descriptors and signatures with such names. */
    private static Set<String> namesIn(Path file) {
        try {
            return StreamSupport.stream(ClassFile.of().parse(file).constantPool().spliterator(), false)
                    .filter(Utf8Entry.class::isInstance)
                    .flatMap(text -> NAME.matcher(((Utf8Entry) text).stringValue()).results())
                    .map(MatchResult::group)
                    .map(Structure::topLevel)
                    .collect(Collectors.toSet());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String topLevel(String name) {
        return name.replaceFirst("\\$.*", "");
    }

    private void checkArrows(Map<String, Set<String>> allowed) {
        named.forEach((user, used) -> used.stream()
                .filter(modules::containsKey)
                .filter(name -> !modules.get(name).equals(modules.get(user)))
                .filter(name -> !allowed.get(modules.get(user)).contains(modules.get(name)))
                .forEach(name -> faults.add(user + " in " + modules.get(user)
                        + " uses " + name + " in " + modules.get(name))));
    }

    private void checkCircles() {
        Map<String, Set<String>> reached = new TreeMap<>();
        named.keySet().forEach(name -> reached.put(name, reachedFrom(name)));
        reached.keySet().stream()
                .filter(name -> reached.get(name).contains(name))
                .map(name -> reached.get(name).stream()
                        .filter(other -> reached.getOrDefault(other, Set.of()).contains(name))
                        .toList())
                .distinct()
                .forEach(circle -> faults.add("these files need each other: " + circle));
    }

    private Set<String> reachedFrom(String name) {
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(name));
        while (!next.isEmpty()) {
            String here = next.pop();
            named.getOrDefault(here, Set.of()).stream()
                    .filter(other -> !other.equals(here) && reached.add(other))
                    .forEach(next::push);
        }
        return reached;
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }
}
