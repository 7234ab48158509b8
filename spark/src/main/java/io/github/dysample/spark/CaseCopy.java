package io.github.dysample.spark;

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
 * A case of a suite and a port's files for it, where the library can read them: copied to this machine, if they are not
 * in its own file system.
 */
final class CaseCopy implements AutoCloseable {
    /** What a port may have in the place of a folder, or by mistake, which is told. */
    private static final List<String> ENDINGS = List.of(".npz", ".safetensors", ".npy");

    private final String suite;
    private final String port;
    private final Configuration hadoop;
    private Path suiteCopy; // null if there is none
    private Path portCopy; // null if there is none
    private Set<String> strangers = Set.of();

    /**
     * A copy, to be closed, of nothing yet.
     *
     * @param suite the folder of the suite
     * @param port the folder of the port's cases
     * @param hadoop the settings of the file systems
     */
    CaseCopy(String suite, String port, Configuration hadoop) {
        this.suite = suite;
        this.port = port;
        this.hadoop = hadoop;
    }

    /**
     * Checks a case.
     *
     * @param each the case
     * @param oneCase whether it is the only one of the suite
     * @param strictness how strictly
     * @return the case, checked; empty if it has none of the stages asked for
     */
    Optional<CheckedCase> check(SuiteCase each, boolean oneCase, Strictness strictness) throws IOException {
        GoldenCase golden = golden(each);
        Optional<Path> local = HadoopFiles.local(new org.apache.hadoop.fs.Path(port), hadoop);
        PortedFiles ported = new PortedFiles(
                local.isPresent() ? local.get() : ported(golden.record().name(), oneCase), oneCase);
        Optional<CheckedCase> checked = CheckedCase.of(golden, ported, strictness);
        strangers = ported.strangers();
        return checked;
    }

    /** {@return names of files of the port, seen by the check, that are no stage's} */
    Set<String> strangers() {
        return strangers;
    }

    /** {@return a message with the names of the files that were copied} */
    String told(String message) {
        String told = message;
        if (told != null && suiteCopy != null) {
            told = told.replace(suiteCopy.toString(), suite);
        }
        if (told != null && portCopy != null) {
            told = told.replace(portCopy.toString(), port);
        }
        return told;
    }

    private GoldenCase golden(SuiteCase each) throws IOException {
        Optional<Path> local = HadoopFiles.local(new org.apache.hadoop.fs.Path(suite), hadoop);
        if (local.isPresent()) {
            return GoldenCase.read(local.get().resolve(each.place()), local.get());
        }
        suiteCopy = Files.createTempDirectory("dysample-suite");
        Path to = Files.createDirectories(suiteCopy.resolve(each.place()));
        copyAll(each.folder(suite), to);
        if (each.manifest() != null) {
            Files.writeString(suiteCopy.resolve(SuiteFolders.MANIFEST), each.manifest());
        }
        Suite one = Suite.open(suiteCopy);
        return one.read(one.names().getFirst());
    }

    private Path ported(String name, boolean oneCase) throws IOException {
        portCopy = Files.createTempDirectory("dysample-port");
        org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(port);
        FileSystem system = HadoopFiles.of(from, hadoop);
        for (String ending : ENDINGS) {
            org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(from, name + ending);
            if (system.exists(file)) {
                copy(system.getFileStatus(file), portCopy);
            }
        }
        org.apache.hadoop.fs.Path own = new org.apache.hadoop.fs.Path(from, name);
        if (system.exists(own) && system.getFileStatus(own).isDirectory()) {
            copyAll(own, Files.createDirectory(portCopy.resolve(name)));
        } else if (oneCase) {
            copyAll(from, portCopy);
        }
        return portCopy;
    }

    private void copyAll(org.apache.hadoop.fs.Path from, Path to) throws IOException {
        for (FileStatus file : HadoopFiles.of(from, hadoop).listStatus(from)) {
            copy(file, to);
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
        for (Path each : new Path[] {suiteCopy, portCopy}) {
            if (each != null) {
                FileUtil.fullyDelete(each.toFile());
            }
        }
    }
}
