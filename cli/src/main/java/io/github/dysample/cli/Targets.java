package io.github.dysample.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * The rule for whatever a command writes, applied before it begins to work: the place can hold a file, no file is
 * replaced unless the user says so, and none that the command reads is replaced at all.
 */
final class Targets {
    @Option(names = "--force", description = "Replace files that exist, but never one that is read.")
    private boolean force;

    /** {@return whether files that exist may be replaced} */
    boolean mayReplace() {
        return force;
    }

    /**
     * Refuses a checkpoint for its name, too.
     *
     * @param inputs as for {@link #check}
     */
    void checkCheckpoint(Path target, Path... inputs) throws IOException {
        FileExtension.ofOneOf(Set.of(FileExtension.SAFETENSORS, FileExtension.NPZ), target);
        check(target, inputs);
    }

    /**
     * Refuses a target that cannot or must not be written.
     *
     * @param target the file
     * @param inputs what the command reads; null for what it was not given
     */
    void check(Path target, Path... inputs) throws IOException {
        check(target, new Inputs(Arrays.asList(inputs)));
    }

    /** The same for a command that writes many files. */
    void check(Path target, Inputs inputs) throws IOException {
        if (StandardStreams.isMeantBy(target)) {
            return;
        }
        checkPlace(target);
        if (!Files.exists(target)) {
            return;
        }
        if (inputs.hold(target)) {
            throw new UsageException(target + ": is read by this command, which would destroy it; name another"
                    + " file for the result");
        }
        if (!force) {
            throw new UsageException(target + ": exists; name another file, or replace it with --force");
        }
    }

    /** Refuses a folder that is not new, as one that is written whole must be. */
    static void checkNewFolder(Path target) throws IOException {
        if (Files.exists(target)) {
            if (!Files.isDirectory(target)) {
                throw new FileSystemException(target.toString(), null, "exists and is not a directory");
            }
            try (Stream<Path> content = Files.list(target)) {
                if (content.findAny().isPresent()) {
                    throw new FileSystemException(target.toString(), null, "is not empty; name a new directory");
                }
            }
        }
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new FileSystemException(String.valueOf(parent), null, "no such directory");
        }
    }

    private static void checkPlace(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "is a directory");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new FileSystemException(target.toString(), null, "is not a regular file");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new AccessDeniedException(target.toString());
        }
        // Through a link, the file is replaced where it is.
        Path folder = (Files.exists(target) ? target.toRealPath() : target.toAbsolutePath()).getParent();
        if (!Files.exists(folder)) {
            throw new FileSystemException(folder.toString(), null, "no such directory");
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
    }
}
