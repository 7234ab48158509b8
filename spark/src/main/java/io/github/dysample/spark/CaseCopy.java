package io.github.dysample.spark;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.verify.CheckedCase;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.PortedFiles;
import io.github.dysample.verify.Strictness;
import io.github.dysample.verify.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;

/**
 * A case of a suite and a port's files for it, copied to the machine that checks them: the library reads local files.
 */
final class CaseCopy implements AutoCloseable {
    /** What a port may have in the place of a folder, or by mistake, which is told. */
    private static final List<String> ENDINGS = List.of(".npz", ".safetensors", ".npy");

    private final String suite;
    private final String port;
    private final Configuration hadoop;
    private final Path folder;
    private final Path suiteCopy;
    private final Path portCopy;
    private Set<String> strangers = Set.of();

    /**
     * A copy, to be closed, of nothing yet.
     *
     * @param suite the folder of the suite
     * @param port the folder of the port's cases
     * @param hadoop the settings of the file systems
     */
    CaseCopy(String suite, String port, Configuration hadoop) throws IOException {
        this.suite = suite;
        this.port = port;
        this.hadoop = hadoop;
        folder = Files.createTempDirectory("dysample-case");
        suiteCopy = Files.createDirectory(folder.resolve("suite"));
        portCopy = Files.createDirectory(folder.resolve("port"));
    }

    /**
     * Copies a case and checks it.
     *
     * @param each the case
     * @param oneCase whether it is the only one of the suite
     * @param strictness how strictly
     * @return the case, checked; empty if it has none of the stages asked for
     */
    Optional<CheckedCase> check(SuiteCase each, boolean oneCase, Strictness strictness) throws IOException {
        copyGolden(each);
        Suite golden = Suite.open(suiteCopy);
        GoldenCase read = golden.read(golden.names().getFirst());
        copyPorted(read.record().name(), oneCase);
        PortedFiles ported = new PortedFiles(portCopy, oneCase);
        Optional<CheckedCase> checked = CheckedCase.of(read, ported, strictness);
        strangers = ported.strangers();
        return checked;
    }

    /** {@return names of files of the port, seen by the check, that are no stage's} */
    Set<String> strangers() {
        return strangers;
    }

    /** {@return a message with the names of the files that were copied} */
    String told(String message) {
        return message == null
                ? null
                : message.replace(suiteCopy.toString(), suite).replace(portCopy.toString(), port);
    }

    private void copyGolden(SuiteCase each) throws IOException {
        org.apache.hadoop.fs.Path from = each.folder(suite);
        Path to = Files.createDirectories(suiteCopy.resolve(each.place()));
        String root = HadoopFiles.real(new org.apache.hadoop.fs.Path(suite), hadoop);
        for (FileStatus file : HadoopFiles.of(from, hadoop).listStatus(from)) {
            // A suite may be anybody's: nothing outside it is opened, wherever links lead.
            if (!HadoopFiles.real(file.getPath(), hadoop).startsWith(root + "/")) {
                throw new FileFormatException(from + "/" + file.getPath().getName(), FileFormatException.NO_POSITION,
                        "leads out of the suite's folder " + suite);
            }
            copy(file, to);
        }
        if (each.manifest() != null) {
            Files.writeString(suiteCopy.resolve("MANIFEST"), each.manifest());
        }
    }

    private void copyPorted(String name, boolean oneCase) throws IOException {
        org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(port);
        FileSystem system = HadoopFiles.of(from, hadoop);
        for (String ending : ENDINGS) {
            org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(from, name + ending);
            if (system.exists(file)) {
                copy(system.getFileStatus(file), portCopy);
            }
        }
        org.apache.hadoop.fs.Path own = new org.apache.hadoop.fs.Path(from, name);
        boolean hasFolder = system.exists(own) && system.getFileStatus(own).isDirectory();
        if (hasFolder || oneCase) {
            Path to = hasFolder ? Files.createDirectory(portCopy.resolve(name)) : portCopy;
            for (FileStatus file : system.listStatus(hasFolder ? own : from)) {
                copy(file, to);
            }
        }
    }

    /** Copies a file; of a folder only that there is one. */
    private void copy(FileStatus file, Path folder) throws IOException {
        Path to = folder.resolve(file.getPath().getName());
        if (file.isDirectory()) {
            Files.createDirectories(to);
        } else {
            FileUtil.copy(HadoopFiles.of(file.getPath(), hadoop), file.getPath(), to.toFile(), false, hadoop);
        }
    }

    @Override
    public void close() {
        FileUtil.fullyDelete(folder.toFile());
    }
}
