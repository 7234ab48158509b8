package io.github.dysample.cli.golden;

import io.github.dysample.io.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of cases: those in its {@code cases}, or in itself, or the folder is the one case.
 *
 * @param folder the folder
 * @param cases the folders of the cases, by name
 */
public record Suite(Path folder, List<Path> cases) {

    /** Finds the cases, and checks them against the folder's MANIFEST if there is one. */
    public static Suite open(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        if (isCase(folder)) {
            return new Suite(folder, List.of(folder));
        }
        Path nested = folder.resolve(SuiteWriter.CASES);
        try (Stream<Path> folders = Files.list(Files.isDirectory(nested) ? nested : folder)) {
            List<Path> cases = folders.filter(Suite::isCase).sorted().toList();
            Manifest.check(folder);
            if (cases.isEmpty()) {
                throw new FileFormatException(folder.toString(), FileFormatException.NO_POSITION,
                        "holds no case, that is no folder with a " + CaseRecord.FILE);
            }
            return new Suite(folder, cases);
        }
    }

    private static boolean isCase(Path folder) {
        return Files.isRegularFile(folder.resolve(CaseRecord.FILE));
    }
}
