package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.verify.internal.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ONNX project's own tests of the operators our kernels are; those we do not have are counted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnnxCasesTest {
    private static final Path FOLDER = TestData.FOLDER.resolve("onnx");

    private final List<String> passed = new ArrayList<>();
    private final List<String> unsupported = new ArrayList<>();

    List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void passesOnEveryBackendOrIsUnsupported(Path folder) throws IOException {
        Json node = Json.read(folder.resolve("node.json"));
        NdArray input = Npy.read(folder.resolve("input_0.npy"));
        NdArray output = Npy.read(folder.resolve("output_0.npy"));
        if (!isSupported(node, input)) {
            unsupported.add(
                    folder.getFileName() + " (" + text(node, "mode", "") + ", rank " + input.rank() + ")");
            return;
        }
        for (String name : new String[] {"scalar", "vector"}) {
            Tensor actual = run(Backends.named(name), node, input.toTensor(), folder);
            assertArrayEquals(output.shape(), NdArray.of(actual).shape());
            TensorComparison.assertClose(actual, output.toTensor());
        }
        passed.add(folder.getFileName().toString());
    }

    private static boolean isSupported(Json node, NdArray input) throws IOException {
        String mode = text(node, "mode", "");
        return input.rank() == 4 && !mode.contains("cubic");
    }

    private static String text(Json node, String name, String missing) throws IOException {
        return node.has(name) ? node.text(name) : missing;
    }

    private static Tensor run(Backend backend, Json node, Tensor x, Path folder) throws IOException {
        return switch (node.text("operator")) {
            case "GridSample" -> gridSample(backend, node, x, folder);
            case "DepthToSpace" -> depthToSpace(backend, node, x);
            case "SpaceToDepth" -> spaceToDepth(backend, node, x);
            default -> throw new IllegalArgumentException(folder + ": " + node);
        };
    }

    private static Tensor gridSample(Backend backend, Json node, Tensor x, Path folder) throws IOException {
        Tensor grid = Npy.read(folder.resolve("input_1.npy")).toTensor();
        // ONNX calls bilinear linear since opset 20.
        boolean nearest = text(node, "mode", "bilinear").equals("nearest");
        Interpolation interpolation = nearest ? Interpolation.NEAREST : Interpolation.BILINEAR;
        Padding padding =
                Padding.valueOf(text(node, "padding_mode", "zeros").toUpperCase(Locale.ROOT));
        boolean alignCorners = node.has("align_corners") && node.integer("align_corners") == 1;
        Tensor y = Tensor.zeros(x.n(), x.c(), grid.c(), grid.h());
        backend.gridSample(x, grid, interpolation, padding, alignCorners, y);
        return y;
    }

    /** Mode CRD is our pixel shuffle; DCR is it, too, with the channels in another order. */
    private static Tensor depthToSpace(Backend backend, Json node, Tensor x) throws IOException {
        int s = node.integer("blocksize");
        boolean dcr = text(node, "mode", "DCR").equals("DCR");
        Tensor y = Tensor.zeros(x.n(), x.c() / (s * s), s * x.h(), s * x.w());
        backend.pixelShuffle(dcr ? reordered(x, s * s, x.c() / (s * s)) : x, s, y);
        return y;
    }

    /** Our pixel unshuffle, with the channels in another order. */
    private static Tensor spaceToDepth(Backend backend, Json node, Tensor x) throws IOException {
        int s = node.integer("blocksize");
        Tensor y = Tensor.zeros(x.n(), x.c() * s * s, x.h() / s, x.w() / s);
        backend.pixelUnshuffle(x, s, y);
        return reordered(y, x.c(), s * s);
    }

    /** Channel a·second + b to channel b·first + a. */
    private static Tensor reordered(Tensor x, int first, int second) {
        Tensor y = Tensor.zeros(x.n(), x.c(), x.h(), x.w());
        int plane = x.h() * x.w();
        for (int n = 0; n < x.n(); n++) {
            for (int a = 0; a < first; a++) {
                for (int b = 0; b < second; b++) {
                    System.arraycopy(x.data(), (n * x.c() + a * second + b) * plane,
                            y.data(), (n * x.c() + b * first + a) * plane, plane);
                }
            }
        }
        return y;
    }

    @Test
    void thereAreCasesOfEveryOperator() throws IOException {
        for (String operator : new String[] {"gridsample", "depthtospace", "spacetodepth"}) {
            assertTrue(cases().stream().anyMatch(folder -> folder.getFileName().toString().startsWith(operator)));
        }
    }

    @AfterAll
    void report() throws IOException {
        System.out.println("ONNX node tests: " + passed.size() + " passed, " + unsupported.size() + " unsupported: "
                + String.join(", ", unsupported));
        assertEquals(cases().size(), passed.size() + unsupported.size());
    }
}
