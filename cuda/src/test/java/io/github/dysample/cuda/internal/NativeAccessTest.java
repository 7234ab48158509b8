package io.github.dysample.cuda.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Backends;
import io.github.dysample.nativeaccess.NativeAccessMain;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that allow native access, refuse it or only frown, with the backend on the class path and as a module. */
@ExtendWith(StandIn.class)
class NativeAccessTest {
    private static final String DENY = "--illegal-native-access=deny";
    private static final List<String> RUNS = List.of("Stand-in 0, compute capability 9.0", "cuda", "true");

    @TempDir
    private Path folder;

    @Test
    void onTheClassPath() throws Exception {
        String[] classPath = {"-cp", String.join(File.pathSeparator, classes(NativeAccessMain.class), core(), cuda())};
        assertEquals(RUNS, run(List.of(DENY, "--enable-native-access=ALL-UNNAMED"), classPath));
        assertEquals(List.of("native access is denied; start java with --enable-native-access=ALL-UNNAMED"),
                run(List.of(DENY), classPath));
        assertEquals(RUNS, run(List.of(), classPath));
    }

    @Test
    void asModule() throws Exception {
        String[] modulePath = {
            "--module-path", core() + File.pathSeparator + cuda(), "--add-modules=io.github.dysample.cuda",
            "-cp", classes(NativeAccessMain.class)
        };
        assertEquals(RUNS, run(List.of(DENY, "--enable-native-access=io.github.dysample.cuda"), modulePath));
        assertEquals(
                List.of("native access is denied; start java with --enable-native-access=io.github.dysample.cuda"),
                run(List.of(DENY), modulePath));
    }

    /** The JVM itself warns of such files, so another has to try. */
    @Test
    void aFileThatIsNoLibrary() throws Exception {
        Path text = Files.writeString(folder.resolve("libcuda.so.1"), "no library");
        List<String> answer = run(List.of("--enable-native-access=ALL-UNNAMED"),
                "-D" + DriverLibrary.PATH + "=" + text,
                "-cp", String.join(File.pathSeparator, classes(NativeAccessMain.class), core(), cuda()));
        assertTrue(answer.getFirst().startsWith(text + " cannot be loaded: "), answer.toString());
    }

    @Test
    void byProperty() throws Exception {
        String[] classPath = {"-cp", String.join(File.pathSeparator, classes(NativeAccessMain.class), core(), cuda())};
        List<String> answer =
                run(List.of("-D" + Backends.PROPERTY + "=cuda", "--enable-native-access=ALL-UNNAMED"), classPath);
        assertEquals(RUNS, answer);
    }

    private List<String> run(List<String> options, String... where) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-D" + DriverLibrary.PATH + "=" + StandIn.library());
        command.addAll(List.of(where));
        command.add(NativeAccessMain.class.getName());
        Path out = folder.resolve("out");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        int code = process.waitFor();
        assertTrue(code == 0, () -> command + "\n" + StandIn.read(errors));
        return Files.readAllLines(out);
    }

    private static String core() {
        return classes(Backends.class);
    }

    private static String cuda() {
        return classes(Gpu.class);
    }

    private static String classes(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
