package io.github.dysample.jmh.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where, when and how something was measured.
 *
 * @param machine the processor's name
 * @param cores how many processors the JVM has
 * @param date the day it began, UTC
 * @param command the command that measured
 * @param pytorch the version of PyTorch
 * @param onnxRuntime the version of ONNX Runtime
 */
public record Circumstances(
        String machine, long cores, String date, String command, String pytorch, String onnxRuntime) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String UNKNOWN = "not recorded";

    /** The circumstances here and now, of this command. */
    public static Circumstances now(String command) throws IOException {
        Properties versions = new Properties();
        try (InputStream in = Circumstances.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        }
        return new Circumstances(
                processor(),
                Runtime.getRuntime().availableProcessors(),
                LocalDate.now(ZoneOffset.UTC).toString(),
                command,
                versions.getProperty("pytorch"),
                versions.getProperty("onnxruntime"));
    }

    /** The same where the results say by themselves which versions of other engines they are of, if any. */
    public Circumstances withoutVersions() {
        return new Circumstances(machine, cores, date, command, UNKNOWN, UNKNOWN);
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return System.getProperty("os.arch");
        }
        List<String> lines = Files.readAllLines(CPU_INFO);
        String name = field(lines, "model name");
        // Virtual machines tend to shorten the name; the numbers still tell the generation.
        return name == null
                ? System.getProperty("os.arch")
                : name + ", family " + field(lines, "cpu family") + ", model " + field(lines, "model");
    }

    private static String field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.matches(name + "\\s*:.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(null);
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("machine", machine);
        fields.put("cores", cores);
        fields.put("date", date);
        fields.put("command", command);
        fields.put("pytorch", pytorch);
        fields.put("onnxRuntime", onnxRuntime);
        return fields;
    }

    /** From the fields of a result; results that JMH alone has written have none. */
    static Circumstances of(Object object) {
        Map<?, ?> fields = object instanceof Map<?, ?> map ? map : Map.of();
        return new Circumstances(
                text(fields, "machine"),
                fields.get("cores") instanceof Number cores ? cores.longValue() : 0,
                text(fields, "date"),
                text(fields, "command"),
                text(fields, "pytorch"),
                text(fields, "onnxRuntime"));
    }

    private static String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : UNKNOWN;
    }
}
