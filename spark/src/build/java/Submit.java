import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What spark-submit does, without an installation of Spark: takes its arguments, less the jar, and starts a job of this
 * module with the jars that the build used. Run in the root folder, after
 * {@code mvn -q -Pspark -DskipTests package -pl spark -am}.
 */
final class Submit {
    private static final Path TARGET = Path.of("spark", "target").toAbsolutePath();
    private static final Path CLASS_PATH = TARGET.resolve("classpath.txt");
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Spark tells of every step otherwise. */
    private static final String QUIET = """
            rootLogger.level = warn
            rootLogger.appenderRef.stderr.ref = stderr
            appender.stderr.type = Console
            appender.stderr.name = stderr
            appender.stderr.target = SYSTEM_ERR
            appender.stderr.layout.type = PatternLayout
            appender.stderr.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n
            logger.native.name = org.apache.hadoop.util.NativeCodeLoader
            logger.native.level = error
            """;

    private Submit() {}

    /** Ends with the exit code of the job. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (!Files.exists(CLASS_PATH)) {
            System.err.println(CLASS_PATH + ": no such file; run mvn -q -Pspark -DskipTests package -pl spark -am");
            System.exit(2);
        }
        Path home = TARGET.resolve("submit-home");
        Path jar = link(home.resolve("jars"));
        Files.writeString(Files.createDirectories(home.resolve("conf")).resolve("log4j2.properties"), QUIET);
        // Spark's own program says how Java is to be started: here the one that starts the job, as spark-submit does.
        List<String> asking = new ArrayList<>(List.of(JAVA, "-cp", home.resolve("jars") + "/*",
                "org.apache.spark.launcher.Main", "org.apache.spark.deploy.SparkSubmit"));
        int ofJob = ofJob(arguments);
        asking.addAll(List.of(arguments).subList(0, ofJob));
        asking.add(jar.toString());
        asking.addAll(List.of(arguments).subList(ofJob, arguments.length));
        Process answering = start(asking, home, ProcessBuilder.Redirect.PIPE);
        String answer = new String(answering.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (answering.waitFor() != 0) {
            System.exit(answering.exitValue());
        }
        List<String> command = Stream.of(answer.split("\0"))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
        System.exit(start(command, home, ProcessBuilder.Redirect.INHERIT).waitFor());
    }

    /** The arguments of spark-submit come in pairs, and end with the class of the job. */
    private static int ofJob(String[] arguments) {
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            if (arguments[i].equals("--class")) {
                return i + 2;
            }
        }
        System.err.println("usage: Submit [--master M] [--conf K=V]... --class CLASS OPTIONS-OF-THE-JOB");
        System.exit(2);
        return 0;
    }

    /** Puts links to all jars where an installation has them, and returns that of this module. */
    private static Path link(Path jars) throws IOException {
        Files.createDirectories(jars);
        try (Stream<Path> old = Files.list(jars)) {
            for (Path each : old.toList()) {
                Files.delete(each);
            }
        }
        for (String each : Files.readString(CLASS_PATH).strip().split(System.getProperty("path.separator"))) {
            Files.createSymbolicLink(jars.resolve(Path.of(each).getFileName()), Path.of(each).toAbsolutePath());
        }
        try (Stream<Path> built = Files.list(TARGET)) {
            Path own = built.filter(file -> file.getFileName().toString().matches("dysample-spark_[^-]*-.*\\.jar"))
                    .filter(file -> !file.toString().matches(".*-(sources|javadoc)\\.jar"))
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(jars.resolve(own.getFileName()), own);
            return own;
        }
    }

    private static Process start(List<String> command, Path home, ProcessBuilder.Redirect out) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(out);
        Map<String, String> environment = builder.environment();
        environment.put("SPARK_HOME", home.toString());
        environment.put("SPARK_SCALA_VERSION", "2.13");
        environment.putIfAbsent("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }
}
