package io.github.dysample.verify;

import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.io.StateDict;
import io.github.dysample.verify.internal.golden.CaseJson;
import io.github.dysample.verify.internal.text.Phrases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A port, by the files it wrote: {@code <case>/<stage>.npy}, or {@code <case>.npz} or {@code <case>.safetensors} with
 * arrays named after the stages. The cases may be in a folder {@code cases}, as in a suite, and if a suite has only one
 * case, its files may be in the folder itself.
 */
public final class PortedFiles implements PortedLayer {
    private static final List<String> ARCHIVES = List.of(".npz", ".safetensors");
    private static final String ARRAY = ".npy";
    private static final List<String> KNOWN = Stream.of(Stage.values()).map(Stage::file).toList();

    private final Path folder;
    private final boolean oneCase;
    private final Set<String> strangers = new TreeSet<>();

    /**
     * A port.
     *
     * @param folder the folder of its files
     * @param oneCase whether the suite has only one case
     * @throws IOException if the folder is missing, or is not a folder
     */
    public PortedFiles(Path folder, boolean oneCase) throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        Path nested = folder.resolve("cases");
        this.folder = Files.isDirectory(nested) ? nested : folder;
        this.oneCase = oneCase;
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public PortedStages stages(GoldenCase golden) throws IOException {
        String name = golden.record().name();
        for (String extension : ARCHIVES) {
            Path file = folder.resolve(name + extension);
            if (Files.exists(file)) {
                return ofArchive(file, golden);
            }
        }
        Path own = folder.resolve(name);
        if (Files.isDirectory(own)) {
            return ofFiles(own);
        }
        if (Files.exists(folder.resolve(name + ARRAY))) {
            return PortedStages.none("there is " + name + ARRAY + "; the output has to be in a folder " + name + " as "
                    + Stage.OUTPUT.file());
        }
        return oneCase
                ? ofFiles(folder)
                : PortedStages.none("there is no folder, .npz or .safetensors of this name");
    }

    private static PortedStages ofArchive(Path file, GoldenCase golden) {
        StateDict archive;
        try {
            archive = Checkpoints.read(file);
        } catch (IOException damaged) {
            Map<Stage, String> stages = new EnumMap<>(Stage.class);
            golden.held().forEach(stage -> stages.put(stage, reason(damaged)));
            return new PortedStages(Map.of(), stages, null);
        }
        Map<Stage, NdArray> arrays = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            if (archive.get(stage.title()) != null) {
                arrays.put(stage, archive.get(stage.title()));
            }
        }
        return arrays.isEmpty()
                ? PortedStages.none(file.getFileName() + " holds " + Phrases.some(archive.arrays().keySet())
                        + "; name the arrays " + String.join(", ", Stage.titles()))
                : PortedStages.of(arrays);
    }

    private PortedStages ofFiles(Path files) throws IOException {
        Map<Stage, NdArray> arrays = new EnumMap<>(Stage.class);
        Map<Stage, String> unreadable = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            Path file = files.resolve(stage.file());
            // A broken link exists, too, and cannot be read.
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    arrays.put(stage, Npy.read(file));
                } catch (IOException damaged) {
                    unreadable.put(stage, reason(damaged));
                }
            }
        }
        if (!arrays.isEmpty() && !Files.exists(files.resolve(CaseJson.FILE))) {
            entries(files).stream().filter(name -> !KNOWN.contains(name)).forEach(strangers::add);
        }
        return arrays.isEmpty() && unreadable.isEmpty()
                ? PortedStages.none("its folder holds " + Phrases.some(entries(files))
                        + "; the files of the stages are " + String.join(", ", KNOWN))
                : new PortedStages(arrays, unreadable, null);
    }

    private static String reason(IOException damaged) {
        return "could not be read: " + damaged.getMessage();
    }

    private static List<String> entries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(PortedFiles::name).sorted().toList();
        }
    }

    @Override
    public List<String> remarks(Suite suite, List<String> missing) throws IOException {
        String first = suite.names().getFirst();
        Path same = folder.resolve(first);
        Path golden = suite.read(first).folder();
        boolean itself = golden != null && Files.exists(same) && Files.isSameFile(same, golden);
        return new PortedFolder(name(), entries(folder), strangers(), itself).remarks(suite.names(), missing);
    }

    /** {@return the names of those files, in folders of cases asked for so far, that are no stage's} */
    public Set<String> strangers() {
        return Set.copyOf(strangers);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
