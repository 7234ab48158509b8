package io.github.dysample.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The arguments {@code IN... OUT} of a command: one file and its result, or files and the folder for their results. */
final class Destinations {
    private final OutputFormat format;

    Destinations(OutputFormat format) {
        this.format = format;
    }

    /**
     * Finds out what goes where, and refuses what cannot be meant.
     *
     * @param names the arguments as they were given
     */
    List<Destination> of(List<String> names) throws IOException {
        List<Path> inputs = names.subList(0, names.size() - 1).stream().map(Path::of).toList();
        Path out = Path.of(names.getLast());
        if (inputs.isEmpty()) {
            throw new UsageException("where to? After " + out + ", name a file for the result, or a folder");
        }
        for (Path in : inputs) {
            requireFile(in);
            ArrayFile.requireName(in);
        }
        boolean saysFolder = names.getLast().endsWith("/") || names.getLast().endsWith(File.separator);
        if (saysFolder || Files.isDirectory(out)) {
            requireFolder(out);
            return in(out, inputs);
        }
        if (inputs.size() > 1) {
            throw new UsageException(out + ": " + inputs.size() + " inputs need a folder for their results, "
                    + (Files.exists(out) ? "and this is a file; name a folder" : "which ends in / if it is to be made")
                    + ", as in: dysample upsample " + inputs.getFirst() + " ... results/");
        }
        return List.of(new Destination(inputs.getFirst(), out, format.of(out, OutputFormat.FITTING), null));
    }

    private static void requireFile(Path in) {
        if (Files.isDirectory(in)) {
            throw new UsageException(in + ": is a folder; name the files in it, as in " + in.resolve("*.png"));
        }
    }

    private static void requireFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (Files.exists(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent)) {
            throw new FileSystemException(parent.toString(), null, "no such directory");
        }
    }

    private List<Destination> in(Path folder, List<Path> inputs) {
        List<Destination> all = new ArrayList<>();
        Map<String, Path> taken = new HashMap<>();
        for (Path in : inputs) {
            if (StandardStreams.isMeantBy(in)) {
                throw new UsageException("standard input has no name that a file in " + folder + " could have");
            }
            Path out = folder.resolve(format.nameFor(in));
            // The folder may come to a system where names that differ only in case are one.
            Path other = taken.put(out.toString().toLowerCase(Locale.ROOT), in);
            if (other != null) {
                throw new UsageException(other + " and " + in + " would have one file for their results, " + out
                        + "; give them to two commands with two folders");
            }
            Path newFolder = Files.exists(folder) ? null : folder;
            all.add(new Destination(in, out, format.of(out, OutputFormat.FITTING), newFolder));
        }
        return all;
    }
}
