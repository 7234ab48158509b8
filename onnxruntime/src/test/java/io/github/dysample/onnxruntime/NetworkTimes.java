package io.github.dysample.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.measure.Contender;
import io.github.dysample.measure.Helpers;
import io.github.dysample.measure.SignificantDigits;
import io.github.dysample.onnx.OnnxForm;
import io.github.dysample.onnx.OnnxLayer;
import io.github.dysample.onnx.OnnxModel;
import io.github.dysample.onnx.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whole networks, which {@code testdata/onnx_networks.py} writes to the folder of the property {@code networks}: checks
 * that all forms of their layers have the outputs that PyTorch's exports have where these are right, and then prints how
 * long each takes, as Markdown. No part of the usual tests: its name is asked for.
 */
@Tag("times")
class NetworkTimes {
    private static final float NEAR = 1e-4f;
    private static final long NANOS_FOR_A_ROW = TimeUnit.SECONDS.toNanos(8);
    private static final int LEAST_ROUNDS = 5;
    private static final List<Integer> THREADS = List.of(1, 2);

    @Test
    void formsOfWholeNetworks() throws IOException, OrtException {
        String folder = System.getProperty("networks");
        assertNotNull(folder, "-Dnetworks=FOLDER has to name what testdata/onnx_networks.py wrote");
        // Tests run in the folder of their module; a path is meant from the root.
        List<RandomNetwork> networks = RandomNetwork.in(Path.of("..").resolve(folder));
        assertFalse(networks.isEmpty(), () -> folder + " has no networks: run testdata/onnx_networks.py " + folder);
        for (RandomNetwork network : networks) {
            check(network);
        }
        System.out.println("""

                | network | input | layers | threads | as exported, ms | FAST, ms | OPERATOR, ms | nearest, ms \
                | exported / FAST | exported / OPERATOR |
                | --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |""");
        for (RandomNetwork network : networks) {
            for (int threads : THREADS) {
                System.out.println(row(network, threads));
            }
        }
    }

    private static void check(RandomNetwork network) throws IOException, OrtException {
        OnnxModel model = network.model();
        assertFalse(model.layers().isEmpty(), network.name());
        for (OnnxLayer layer : model.layers()) {
            assertTrue(layer.verdict() instanceof Verdict.OnlyAt, layer.toString());
        }
        List<OnnxLayer> scripted = OnnxModel.read(network.scripted()).layers();
        assertEquals(model.layers().size(), scripted.size());
        for (OnnxLayer layer : scripted) {
            assertTrue(layer.isRight(), layer.toString());
        }
        compare(network, model, network.tracedSize(), network.traced());
        compare(network, model, network.otherSize(), network.scripted());
    }

    /** Every form at a size, with a file that is right there. */
    private static void compare(RandomNetwork network, OnnxModel model, int[] size, Path right)
            throws IOException, OrtException {
        Tensor x = RandomNetwork.input(size);
        Map<String, float[]> expected = outputs(Files.readAllBytes(right), x);
        System.out.printf(Locale.ROOT, "%s at %d x %d, differences from %s: as traced %.1e",
                network.name(), size[0], size[1], right.getFileName(),
                difference(expected, outputs(Files.readAllBytes(network.traced()), x)));
        for (OnnxForm form : OnnxForm.values()) {
            float difference = difference(expected, outputs(model.mended(form), x));
            System.out.printf(Locale.ROOT, ", %s %.1e", form, difference);
            assertTrue(difference <= NEAR, () -> form + " differs by " + difference);
        }
        System.out.println();
    }

    private static Map<String, float[]> outputs(byte[] file, Tensor x) throws OrtException {
        try (NetworkRun run = new NetworkRun(file, x, Backends.best(), 1)) {
            return run.outputs();
        }
    }

    /** The largest of any value of any output; infinite if one is NaN. */
    private static float difference(Map<String, float[]> expected, Map<String, float[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        float largest = 0;
        for (Map.Entry<String, float[]> output : expected.entrySet()) {
            float[] values = actual.get(output.getKey());
            assertEquals(output.getValue().length, values.length);
            for (int i = 0; i < values.length; i++) {
                float difference = Math.abs(values[i] - output.getValue()[i]);
                largest = Math.max(largest, Float.isNaN(difference) ? Float.POSITIVE_INFINITY : difference);
            }
        }
        return largest;
    }

    private static String row(RandomNetwork network, int threads) throws IOException, OrtException {
        OnnxModel model = network.model();
        for (OnnxLayer layer : model.layers()) {
            DySample.of(layer.weights()).warmUp();
        }
        List<byte[]> files = List.of(
                Files.readAllBytes(network.traced()),
                model.mended(OnnxForm.FAST),
                model.mended(OnnxForm.OPERATOR),
                Files.readAllBytes(network.nearest()));
        Tensor x = RandomNetwork.input(network.tracedSize());
        double[] millis;
        List<NetworkRun> runs = new ArrayList<>();
        try (Helpers helpers = new Helpers(threads)) {
            Backend backend = Backends.best().withExecutor(helpers.executor(), threads);
            for (byte[] file : files) {
                runs.add(new NetworkRun(file, x, backend, threads));
            }
            List<Contender> contenders = runs.stream().map(run -> new Contender(run::run)).toList();
            int rounds = Contender.takeTurns(contenders, NANOS_FOR_A_ROW);
            assertTrue(rounds >= LEAST_ROUNDS, () -> "time for " + rounds + " rounds of " + network.name() + " only");
            millis = contenders.stream().mapToDouble(contender -> contender.millis().median()).toArray();
        } finally {
            for (NetworkRun run : runs) {
                run.close();
            }
        }
        List<String> cells = new ArrayList<>(List.of(network.name(),
                network.tracedSize()[0] + " × " + network.tracedSize()[1],
                Integer.toString(model.layers().size()), Integer.toString(threads)));
        for (double value : millis) {
            cells.add(SignificantDigits.text(value));
        }
        cells.add("**" + SignificantDigits.text(millis[0] / millis[1]) + "**");
        cells.add("**" + SignificantDigits.text(millis[0] / millis[2]) + "**");
        return "| " + String.join(" | ", cells) + " |";
    }
}
