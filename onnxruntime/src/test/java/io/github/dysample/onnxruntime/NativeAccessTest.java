package io.github.dysample.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtEnvironment;
import io.github.dysample.Backends;
import io.github.dysample.operatoraccess.OperatorMain;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that allow native access, only frown, or deny it; on the class path and as modules. */
class NativeAccessTest {
    private static final String DENY = "--illegal-native-access=deny";
    private static final List<String> RUNS = List.of("[1, 8, 12, 10]");

    @TempDir
    private Path folder;

    @Test
    void onTheClassPath() throws Exception {
        String[] classPath = {
            "-cp", String.join(File.pathSeparator, place(OperatorMain.class), core(), operator(), runtime())
        };
        assertEquals(RUNS, run(List.of(DENY, "--enable-native-access=ALL-UNNAMED"), classPath));
        assertEquals(RUNS, run(List.of(), classPath));
    }

    @Test
    void asModules() throws Exception {
        String[] modulePath = {
            "--module-path", String.join(File.pathSeparator, core(), operator(), runtime()),
            "--add-modules=io.github.dysample.onnxruntime", "-cp", place(OperatorMain.class)
        };
        String both = "--enable-native-access=com.microsoft.onnxruntime,io.github.dysample.onnxruntime";
        assertEquals(RUNS, run(List.of(DENY, both), modulePath));
        assertEquals(
                List.of("Error code - ORT_FAIL - message: the DySample operator cannot be registered: native access is"
                        + " denied; start java with --enable-native-access=io.github.dysample.onnxruntime"),
                run(List.of(DENY, "--enable-native-access=com.microsoft.onnxruntime"), modulePath));
    }

    private List<String> run(List<String> options, String... where) throws IOException, InterruptedException {
        Path network = Files.write(folder.resolve("network.onnx"), SomeNetwork.file());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(where));
        command.addAll(List.of(OperatorMain.class.getName(), network.toString()));
        Path out = folder.resolve("out");
        Path errors = folder.resolve("errors");
        int code = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        assertEquals(0, code, () -> command + "\n" + read(errors));
        return Files.readAllLines(out);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static String core() {
        return place(Backends.class);
    }

    private static String operator() {
        return place(DySampleOperator.class);
    }

    private static String runtime() {
        return place(OrtEnvironment.class);
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
