package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.GoldenCase;
import io.github.dysample.cli.golden.Stage;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.io.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody's port, by the files it wrote: {@code <case>/<stage>.npy}, or {@code <case>.npz} or
 * {@code <case>.safetensors} with arrays named as the stages. The cases may be in a folder {@code cases}, as those of a
 * suite are, and the files of the only case of a suite may be in the folder itself.
 */
public final class FilePort implements Port {
    private final Path folder;
    private final boolean oneCase;

    /**
     * A port.
     *
     * @param folder where its files are
     * @param oneCase whether the suite has only one case
     */
    public FilePort(Path folder, boolean oneCase) throws IOException {
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
    public Map<Stage, NdArray> stages(GoldenCase golden) throws IOException {
        String name = golden.record().name();
        for (String extension : List.of(".npz", ".safetensors")) {
            Path file = folder.resolve(name + extension);
            if (Files.exists(file)) {
                return stages(Checkpoints.read(file));
            }
        }
        Path own = folder.resolve(name);
        return stages(oneCase && !Files.isDirectory(own) ? folder : own);
    }

    private static Map<Stage, NdArray> stages(StateDict arrays) {
        Map<Stage, NdArray> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            if (arrays.get(stage.title()) != null) {
                stages.put(stage, arrays.get(stage.title()));
            }
        }
        return stages;
    }

    private static Map<Stage, NdArray> stages(Path files) throws IOException {
        Map<Stage, NdArray> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            Path file = files.resolve(stage.file());
            if (Files.exists(file)) {
                stages.put(stage, Npy.read(file));
            }
        }
        return stages;
    }

    @Override
    public boolean promisesBits() {
        return false;
    }
}
