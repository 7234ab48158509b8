package io.github.dysample.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option for the format of a result whose name does not tell it. */
public final class OutputFormat {
    /** What a tensor can be written as. */
    static final Set<FileExtension> FITTING =
            Set.of(FileExtension.NPY, FileExtension.PNG, FileExtension.JPEG, FileExtension.TIFF);

    @Option(
            names = "--format",
            paramLabel = "npy|png|jpg|tif",
            completionCandidates = Names.class,
            description = "Format to write where no name tells it: on standard output (default: npy), in a folder"
                    + " (default: that of the file that is read, or png).")
    private FileExtension format;

    /** For shells. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(List.of("npy", "png", "jpg", "tif"));
        }
    }

    /** {@return the name, in a folder for results, of that of a file} */
    public String nameFor(Path in) {
        String name = in.getFileName().toString();
        FileExtension read = FileExtension.of(in);
        FileExtension written = FITTING.contains(read) ? read : FileExtension.PNG;
        return format == null && written == read
                ? name
                : name.substring(0, name.lastIndexOf('.') + 1) + (format == null ? written : format).ending();
    }

    /** {@return the format of a target, which must be one of those that fit} */
    FileExtension of(Path target, Set<FileExtension> fitting) {
        if (StandardStreams.isMeantBy(target)) {
            return format == null ? FileExtension.NPY : format;
        }
        FileExtension named = FileExtension.ofOneOf(fitting, target);
        if (format != null && format != named) {
            throw new UsageException(target + ": the name tells another format than --format; leave that out");
        }
        return named;
    }
}
