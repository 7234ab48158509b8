package io.github.dysample.io;

import static io.github.dysample.io.LayerFixtures.weights;
import static io.github.dysample.io.TestFiles.golden;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.io.AmbiguousLayerException.Missing;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A layer read straight from a file. */
class LayerFilesTest {
    private static final Path DETECTOR = golden("checkpoints/detector.pth");
    private static final List<String> PREFIXES = List.of("neck.upsample1.", "neck.upsample2.", "head.up.");

    @TempDir
    Path folder;

    private Path save(String... prefixes) throws IOException {
        DySampleWeights weights = weights(new DySampleConfig(4, 2, 1, Style.LP, false));
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (String prefix : prefixes) {
            arrays.putAll(DySampleLayers.toStateDict(prefix, weights).arrays());
        }
        Path file = folder.resolve("layers.safetensors");
        Safetensors.write(file, new StateDict(arrays));
        return file;
    }

    private static LayerChoiceException assertUnclear(String message, Executable reading) {
        LayerChoiceException unclear = assertThrows(LayerChoiceException.class, reading);
        assertEquals(message, unclear.getMessage());
        return unclear;
    }

    @Test
    void thePrefixMayLackItsDot() throws IOException {
        DySampleWeights expected = DySampleLayers.read(Checkpoints.read(DETECTOR), "head.up.", LayerOptions.NONE);
        for (String prefix : List.of("head.up", "head.up.")) {
            DySampleWeights weights = DySampleLayers.read(DETECTOR, prefix);
            assertEquals(expected.config(), weights.config());
            assertArrayEquals(expected.offsetWeight(), weights.offsetWeight());
            assertArrayEquals(expected.scopeWeight(), weights.scopeWeight());
        }
    }

    @Test
    void aPrefixThatIsNotThereIsAnsweredWithThosePresent() {
        LayerChoiceException unclear = assertUnclear(
                "no layer \"neck.up\" in " + DETECTOR + "; it has: neck.upsample1., neck.upsample2., head.up.",
                () -> DySampleLayers.read(DETECTOR, "neck.up"));
        assertEquals("neck.up", unclear.prefix());
        assertEquals(PREFIXES, unclear.prefixes());
    }

    @Test
    void theOnlyLayerNeedsNoPrefix() throws IOException {
        assertEquals(4, DySampleLayers.read(save("up")).config().channels());
        assertEquals(4, DySampleLayers.read(save("")).config().channels());
        LayerChoiceException unclear = assertUnclear(
                DETECTOR + " has 3 layers (neck.upsample1., neck.upsample2., head.up.); say which",
                () -> DySampleLayers.read(DETECTOR));
        assertEquals(null, unclear.prefix());
        assertEquals(PREFIXES, unclear.prefixes());
    }

    @Test
    void aFileWithoutLayersIsRefused() throws IOException {
        Path file = save();
        for (Executable reading : List.<Executable>of(
                () -> DySampleLayers.read(file), () -> DySampleLayers.read(file, "up"))) {
            assertEquals(List.of(), assertUnclear("no DySample layer in " + file, reading).prefixes());
        }
        assertThrows(NoSuchFileException.class, () -> DySampleLayers.read(folder.resolve("none.pth")));
    }

    @Test
    void hostileNamesAreQuotedAndLongListsCut() throws IOException {
        Path file = save("a\033[2J\nb, c", "", "plain_1");
        assertUnclear("no layer \"x?\" in " + file + "; it has: \"a?[2J?b, c.\", \"\", plain_1.",
                () -> DySampleLayers.read(file, "x\n"));
        String[] many = new String[1000];
        for (int i = 0; i < many.length; i++) {
            many[i] = "n".repeat(500) + i;
        }
        save(many);
        LayerChoiceException unclear = assertThrows(LayerChoiceException.class, () -> DySampleLayers.read(file));
        assertTrue(unclear.getMessage().contains("…\" and 980 more); say which"), unclear.getMessage());
        assertTrue(unclear.getMessage().length() < 2500, unclear.getMessage());
        assertEquals(1000, unclear.prefixes().size());
    }

    @Test
    void theOptionsSayWhatTheFileLeavesOpen() throws IOException {
        Path file = golden("checkpoints/no-init-pos.npz");
        String prefix = DySampleLayers.prefixes(Checkpoints.read(file)).getFirst();
        AmbiguousLayerException open =
                assertThrows(AmbiguousLayerException.class, () -> DySampleLayers.read(file, prefix));
        assertEquals(Missing.SCALE_AND_STYLE, open.missing());
        assertTrue(open.getMessage().startsWith("layer \"" + prefix + "\" in " + file + ": "), open.getMessage());
        LayerOptions options = new LayerOptions(2, null, Style.LP);
        assertEquals(2, DySampleLayers.read(file, prefix, options).config().scale());
        assertEquals(2, DySampleLayers.read(file, options).config().scale());
    }
}
