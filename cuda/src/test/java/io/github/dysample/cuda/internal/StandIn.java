package io.github.dysample.cuda.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The driver that stands in for that of a GPU: {@code driver.cpp}, with the kernels compiled for the CPU. As an
 * extension it leaves tests out where there is no C++ compiler, and says so.
 */
public final class StandIn implements ExecutionCondition {
    private static final Path SOURCES = Path.of("src/test/native");
    private static final Path KERNELS = Path.of("src/main/cuda");

    /** For JUnit. */
    public StandIn() {}

    /** Compiled once for all tests of a JVM. */
    @SuppressWarnings("restricted")
    private static final class Library {
        static final Path FILE = compile();
        static final SymbolLookup SYMBOLS =
                FILE == null ? null : SymbolLookup.libraryLookup(FILE, Arena.global());
    }

    private static Path compile() {
        try {
            Path folder = Files.createDirectories(Path.of("target/native"));
            Path library = folder.resolve("libstandin.so").toAbsolutePath();
            Process compiler = new ProcessBuilder("g++", "-shared", "-fPIC", "-O2", "-std=c++20", "-ffp-contract=off",
                            "-I" + SOURCES, "-I" + KERNELS, SOURCES.resolve("driver.cpp").toString(),
                            "-o", library.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(compiler.getInputStream().readAllBytes());
            if (compiler.waitFor() != 0) {
                throw new AssertionError("the kernels do not compile for the CPU:\n" + said);
            }
            return library;
        } catch (IOException noCompiler) {
            System.out.println("cuda kernels on the CPU: unsupported, there is no C++ compiler (g++)");
            return null;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Library.FILE == null
                ? ConditionEvaluationResult.disabled("there is no C++ compiler")
                : ConditionEvaluationResult.enabled("");
    }

    static Path library() {
        return Library.FILE;
    }

    /** A GPU of the stand-in. */
    static Gpu gpu() {
        System.setProperty(DriverLibrary.PATH, library().toString());
        try {
            return Gpu.open();
        } finally {
            System.clearProperty(DriverLibrary.PATH);
        }
    }

    /** Does something with the stand-in in the place of the driver. */
    public static void useFor(Runnable work) {
        System.setProperty(DriverLibrary.PATH, library().toString());
        try {
            work.run();
        } finally {
            System.clearProperty(DriverLibrary.PATH);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor signature) {
        return Linker.nativeLinker().downcallHandle(Library.SYMBOLS.find(name).orElseThrow(), signature);
    }

    /** Makes the driver pretend something. */
    public static void set(String setting, long value) {
        try (Arena arena = Arena.ofConfined()) {
            function("standin_set", FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG))
                    .invoke(arena.allocateFrom(setting), value);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Asks for one of the driver's counts. */
    public static long get(String count) {
        try (Arena arena = Arena.ofConfined()) {
            return (long) function("standin_get", FunctionDescriptor.of(JAVA_LONG, ADDRESS))
                    .invoke(arena.allocateFrom(count));
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Reads a source, for tests that look at it. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
