package io.github.dysample.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a training writes: the layer, and files of the same name beside it.
 *
 * @param layer the layer that was learned
 * @param table the losses, .csv
 * @param picture the losses, .png
 * @param checkpoint what an interrupted training leaves
 */
record TrainingFiles(Path layer, Path table, Path picture, Path checkpoint) {

    /** The files beside the layer's. */
    static TrainingFiles of(Path layer) {
        String name = layer.getFileName() == null ? "" : layer.getFileName().toString();
        String stem = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        return new TrainingFiles(
                layer,
                layer.resolveSibling(stem + ".csv"),
                layer.resolveSibling(stem + ".png"),
                layer.resolveSibling(stem + ".checkpoint.safetensors"));
    }

    /** Before the work: what exists stays, unless the user says so; a checkpoint is what --resume asks for. */
    void check(Targets targets, boolean resume, Path... inputs) throws IOException {
        targets.checkCheckpoint(layer, inputs);
        targets.check(table, inputs);
        targets.check(picture, inputs);
        if (resume && !Files.exists(checkpoint)) {
            throw new UsageException(checkpoint + ": no such file; without --resume the training begins anew");
        }
        if (!resume && Files.exists(checkpoint) && !targets.mayReplace()) {
            throw new UsageException(checkpoint + ": exists, a training was interrupted; go on with --resume, or begin"
                    + " anew with --force");
        }
        if (!resume) {
            targets.check(checkpoint, inputs);
        }
    }
}
