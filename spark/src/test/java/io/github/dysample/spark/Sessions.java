package io.github.dysample.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Sessions of Spark: two threads of this JVM, or two executors in JVMs of their own. */
final class Sessions {
    private Sessions() {}

    /** The one that is there, or a new one. */
    static SparkSession local() {
        return builder("local[2]").getOrCreate();
    }

    /** A new one in the place of the one that is there; the caller stops it. */
    static SparkSession cluster() throws IOException {
        local().stop();
        linkJars(Path.of(System.getenv("SPARK_HOME"), "jars"));
        return builder("local-cluster[2,1,1024]")
                .config("spark.executor.extraClassPath", classPath())
                .getOrCreate();
    }

    private static SparkSession.Builder builder(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("dysample")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.sql.warehouse.dir", Path.of("target", "warehouse").toUri().toString());
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** An installation of Spark is a folder with its jars, as far as executors need one. */
    private static void linkJars(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String entry : classPath().split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar")) {
                try {
                    Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar.toAbsolutePath());
                } catch (FileAlreadyExistsException _) {
                    continue; // from the run before
                }
            }
        }
    }

    /** {@return the JVMs of the executors: all that this one has started} */
    static Stream<ProcessHandle> executors() {
        return ProcessHandle.current().descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"));
    }
}
