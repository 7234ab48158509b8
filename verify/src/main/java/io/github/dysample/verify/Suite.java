package io.github.dysample.verify;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.verify.internal.golden.CaseJson;
import io.github.dysample.verify.internal.golden.GradientsSuite;
import io.github.dysample.verify.internal.golden.HeadsSuite;
import io.github.dysample.verify.internal.golden.Manifest;
import io.github.dysample.verify.internal.golden.ManifestCheck;
import io.github.dysample.verify.internal.golden.StandardSuite;
import io.github.dysample.verify.internal.golden.SuiteFolder;
import io.github.dysample.verify.internal.golden.SuiteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A set of golden cases, in memory or in a folder. Cases are made or read one at a time, when they are asked for.
 * Immutable; safe to share between threads.
 */
public final class Suite {
    private interface Source {
        GoldenCase read() throws IOException;
    }

    private final String name;
    private final Map<String, Source> cases = new LinkedHashMap<>(); // by name, in order

    private Suite(String name) {
        this.name = name;
    }

    private void add(String name, Source source) {
        if (cases.putIfAbsent(name, source) != null) {
            throw new IllegalArgumentException("two cases are named " + name);
        }
    }

    /**
     * The standard suite: for each known mistake a case that is certain to show it, every variant at every scale from 1
     * to 4, and the sizes and numbers where layers break. A float32 port without a mistake passes all of them, though
     * it knows no {@code end_conv}: those are in {@link #heads()}.
     *
     * @return the suite, in memory
     */
    public static Suite standard() {
        return of("the standard suite", standardCases());
    }

    /**
     * Layers that end in a 1×1 convolution, {@code end_conv}, as the last layers of networks for super-resolution do;
     * with a case for each known mistake in that. For a port that has the convolution, besides {@link #standard()}.
     *
     * @return the suite, in memory
     */
    public static Suite heads() {
        return of("the suite of heads", headsCases());
    }

    /**
     * For each known mistake of a backward pass a case that is certain to show it, for a port that has one, besides
     * {@link #standard()}, whose cases have gradients, too.
     *
     * @return the suite, in memory
     */
    public static Suite gradients() {
        return of("the suite of gradients", gradientsCases());
    }

    /** {@return the specs of the cases of {@link #gradients()}, in order} */
    public static List<CaseSpec> gradientsCases() {
        return GradientsSuite.cases();
    }

    /** {@return the specs of the cases of {@link #standard()}, in order} */
    public static List<CaseSpec> standardCases() {
        return StandardSuite.cases();
    }

    /** {@return the specs of the cases of {@link #heads()}, in order} */
    public static List<CaseSpec> headsCases() {
        return HeadsSuite.cases();
    }

    /**
     * {@return a suite in memory}
     *
     * @param name the name for reports
     * @param specs its cases
     * @throws IllegalArgumentException if two cases have the same name
     */
    public static Suite of(String name, List<CaseSpec> specs) {
        Suite suite = new Suite(name);
        specs.forEach(spec -> suite.add(spec.name(), () -> GoldenCase.of(spec)));
        return suite;
    }

    /**
     * Opens a folder of cases: they are in its folder {@code cases}, or in the folder itself, or it is the only case.
     * Checks them against the folder's MANIFEST if there is one.
     *
     * <p>The folder may be anybody's: nothing outside it is opened, wherever its files and links lead, nothing but
     * regular files, and none that is larger than the shapes of its case need.
     *
     * @param folder the folder
     * @return the suite
     * @throws FileFormatException if the folder holds no case, a case that differs from the MANIFEST, or what it must
     *     not hold; the message names the file
     * @throws IOException if a file cannot be read
     */
    public static Suite open(Path folder) throws IOException {
        if (isCase(folder)) {
            return inFolders(folder, List.of(folder));
        }
        Path nested = folder.resolve(Manifest.CASES);
        Path parent = Files.isDirectory(nested) ? nested : folder;
        new SuiteFolder(folder).inside(parent);
        try (Stream<Path> folders = Files.list(parent)) {
            List<Path> cases = folders.filter(Suite::isCase).sorted().toList();
            ManifestCheck.of(folder);
            if (cases.isEmpty()) {
                throw new FileFormatException(folder.toString(), FileFormatException.NO_POSITION,
                        "holds no case: a case is a folder with a " + CaseJson.FILE);
            }
            return inFolders(folder, cases);
        }
    }

    private static boolean isCase(Path folder) {
        return Files.exists(folder.resolve(CaseJson.FILE), LinkOption.NOFOLLOW_LINKS);
    }

    private static Suite inFolders(Path folder, List<Path> cases) {
        Suite suite = new Suite(folder.toString());
        cases.forEach(each -> suite.add(String.valueOf(each.getFileName()), () -> GoldenCase.read(each, folder)));
        return suite;
    }

    /**
     * Writes cases with all their stages to a folder, which appears whole or not at all.
     *
     * @param target a folder that does not exist or is empty
     * @param specs the cases
     * @param maker the program that the MANIFEST names as its maker
     * @throws IOException if the folder cannot be written; it is then as it was
     */
    public static void write(Path target, List<CaseSpec> specs, String maker) throws IOException {
        write(target, specs, true, maker);
    }

    /**
     * Writes cases to a folder, which appears whole or not at all.
     *
     * @param target a folder that does not exist or is empty
     * @param specs the cases
     * @param gradients whether with the stages of the backward pass
     * @param maker the program that the MANIFEST names as its maker
     * @throws IOException if the folder cannot be written; it is then as it was
     */
    public static void write(Path target, List<CaseSpec> specs, boolean gradients, String maker) throws IOException {
        SuiteWriter.write(target, specs, gradients, maker);
    }

    /** {@return the name for reports: the folder, or the name it was given in memory} */
    public String name() {
        return name;
    }

    /** {@return the names of the cases, in order} */
    public List<String> names() {
        return List.copyOf(cases.keySet());
    }

    /**
     * {@return a case, made or read}
     *
     * @param name one of {@link #names()}
     * @throws IllegalArgumentException if no case has that name
     * @throws IOException if its files cannot be read
     */
    public GoldenCase read(String name) throws IOException {
        Source source = cases.get(name);
        if (source == null) {
            throw new IllegalArgumentException(
                    "no case \"" + name + "\" among the " + cases.size() + " of " + this.name);
        }
        return source.read();
    }
}
