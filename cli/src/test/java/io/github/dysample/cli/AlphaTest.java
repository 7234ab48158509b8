package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Tensor;
import io.github.dysample.io.Npy;
import io.github.dysample.io.internal.picture.Alpha;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlphaTest {
    private static final int SIZE = 24;

    @TempDir
    private Path folder;

    /** White and opaque inside; black, and transparent, around it. */
    private static Tensor disc() {
        Tensor disc = Tensor.zeros(1, 4, SIZE, SIZE);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                boolean inside = Math.hypot(x - 11.5, y - 11.5) < 8;
                for (int c = 0; c < 4; c++) {
                    disc.data()[(c * SIZE + y) * SIZE + x] = inside ? 1 : 0;
                }
            }
        }
        return disc;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void aWhiteDiscHasNoDarkRim(int bits) throws IOException {
        Path in = folder.resolve("disc.png");
        Pictures.write(new Picture(disc(), bits), in);
        Path out = folder.resolve("large.png");
        Command.run("upsample", in, out, "--groups", 1).succeeds();
        Tensor large = Pictures.read(out).tensor();
        int pixels = 4 * SIZE * SIZE;
        int rim = 0;
        for (int i = 0; i < pixels; i++) {
            float alpha = large.data()[3 * pixels + i];
            rim += alpha > 0 && alpha < 1 ? 1 : 0;
            for (int c = 0; c < 3; c++) {
                assertEquals(alpha > 0 ? 1 : 0, large.data()[c * pixels + i], "alpha " + alpha);
            }
        }
        assertTrue(rim > 100, "the rim has " + rim + " pixels");
    }

    /** Over any background, when each channel has points of its own. */
    @Test
    void groupsThatSampleElsewhereDarkenNothingThatCanBeSeen() throws IOException {
        Path in = folder.resolve("disc.png");
        PictureFiles.write(disc(), in);
        Path out = folder.resolve("large.png");
        Command.run("upsample", in, out).succeeds().prints("4 groups");
        Tensor large = PictureFiles.read(out);
        int pixels = 4 * SIZE * SIZE;
        for (int i = 0; i < 3 * pixels; i++) {
            float alpha = large.data()[3 * pixels + i % pixels];
            assertTrue(alpha * (1 - large.data()[i]) < 1.5f / 255, "alpha " + alpha + ", colour " + large.data()[i]);
        }
    }

    @Test
    void anArrayOfFourChannelsIsNoPicture() throws IOException {
        Path picture = folder.resolve("disc.png");
        PictureFiles.write(disc(), picture);
        Path array = folder.resolve("disc.npy");
        Command.run("convert", picture, array).succeeds();
        assertEquals(disc(), Npy.read(array).toTensor());
        Path out = folder.resolve("large.npy");
        Command.run("upsample", array, out, "--groups", 1).succeeds();
        Tensor large = Npy.read(out).toTensor();
        int pixels = 4 * SIZE * SIZE;
        // All four channels are equal, and stay so.
        for (int i = 0; i < 3 * pixels; i++) {
            assertEquals(large.data()[3 * pixels + i % pixels], large.data()[i]);
        }
    }

    @Test
    void weighingLeavesThePictureAndStraighteningUndoesIt() {
        float[] values = {0.5f, 1, 0.25f, 1, 0, 1, 1, 1, 0.5f, 0, 1, 0.125f};
        Tensor straight = Tensor.of(values.clone(), 1, 4, 1, 3);
        Tensor weighted = Alpha.weighted(straight);
        assertArrayEquals(values, straight.data());
        assertArrayEquals(
                new float[] {0, 1, 0.03125f, 0, 0, 0.125f, 0, 1, 0.0625f, 0, 1, 0.125f}, weighted.data());
        Alpha.straighten(weighted);
        assertArrayEquals(new float[] {0, 1, 0.25f, 0, 0, 1, 0, 1, 0.5f, 0, 1, 0.125f}, weighted.data());
    }

    @Test
    void oneOfSeveralPicturesIsWeighedAndTheOthersStay() {
        float[] values = {0.5f, 1, 0.25f, 0.5f, 0.5f, 1, 0.25f, 0.5f, 0.5f, 1, 0.25f, 0.5f};
        Tensor pictures = Tensor.of(values.clone(), 3, 4, 1, 1);
        Alpha.weigh(pictures, 1);
        assertArrayEquals(
                new float[] {0.5f, 1, 0.25f, 0.5f, 0.25f, 0.5f, 0.125f, 0.5f, 0.5f, 1, 0.25f, 0.5f}, pictures.data());
        Alpha.straighten(pictures, 1);
        assertArrayEquals(values, pictures.data());
    }
}
