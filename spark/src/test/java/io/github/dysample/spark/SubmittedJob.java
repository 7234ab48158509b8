package io.github.dysample.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;

/** A job that spark-submit's main class starts, in a JVM of its own, with executors in others if the master says so. */
final class SubmittedJob implements AutoCloseable {
    private final Process process;
    private final Path said;

    private SubmittedJob(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /**
     * Starts a job.
     *
     * @param folder for what it says, and for what takes the place of an installation of Spark
     * @param master as Spark names it
     * @param job its class
     * @param args its command line
     */
    static SubmittedJob start(Path folder, String master, Class<?> job, Object... args) throws IOException {
        String classPath = Sessions.classPath();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
                "--add-modules=jdk.incubator.vector"));
        command.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-cp", classPath, "org.apache.spark.deploy.SparkSubmit",
                "--master", master, "--class", job.getName(),
                "--conf", "spark.ui.enabled=false",
                "--conf", "spark.ui.showConsoleProgress=false",
                "--conf", "spark.executor.extraClassPath=" + classPath,
                "spark-internal"));
        Arrays.stream(args).map(Object::toString).forEach(command::add);
        Path said = folder.resolve("said.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        // Executors look for the jars of an installation; the class path above has them.
        Files.createDirectories(folder.resolve("spark-home").resolve("jars"));
        builder.environment().put("SPARK_HOME", folder.resolve("spark-home").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new SubmittedJob(builder.start(), said);
    }

    /** Waits until a folder has some files, and says whether the job still runs. */
    boolean runsWhen(Path folder, int files) throws IOException, InterruptedException {
        while (process.isAlive() && count(folder) < files) {
            Thread.sleep(5);
        }
        return process.isAlive();
    }

    private static int count(Path folder) {
        String[] names = folder.toFile().list((_, name) -> !name.startsWith("_"));
        return names == null ? 0 : names.length;
    }

    /** {@return its executors: a driver starts nothing else} */
    List<ProcessHandle> executors() {
        return process.children().toList();
    }

    /** {@return its exit code, when it has ended} */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** {@return what it said so far} */
    String said() throws IOException {
        return Files.readString(said, StandardCharsets.UTF_8);
    }

    /** Ends it and its executors at once, as a machine that loses power. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }
}
