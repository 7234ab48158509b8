package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.cli.Main;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Folders of small pictures and arrays, a layer, and what the command makes of them.
 *
 * @param in the files
 * @param out where results go; it is not there yet
 * @param weights of a layer
 */
record FolderFixture(Path in, Path out, Path weights) {

    static FolderFixture in(Path folder, int channels) throws IOException {
        Path weights = folder.resolve("layer.safetensors");
        DySampleConfig config = new DySampleConfig(channels, 2, 1, Style.LP, true);
        Checkpoints.write(weights, DySampleLayers.toStateDict("", DySampleWeights.initial(config, 1)));
        return new FolderFixture(Files.createDirectory(folder.resolve("in")), folder.resolve("out"), weights);
    }

    /** Adds a picture of noise, by the end of its name. */
    FolderFixture picture(String name, int type, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(name.hashCode());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        Path file = Files.createDirectories(in.resolve(name).getParent()).resolve(in.resolve(name).getFileName());
        if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
            throw new IOException("no writer for " + name);
        }
        return this;
    }

    /** Adds an array of noise. */
    FolderFixture array(String name, long... shape) throws IOException {
        int size = 1;
        for (long each : shape) {
            size *= (int) each;
        }
        float[] values = new float[size];
        Random random = new Random(name.hashCode());
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Path file = in.resolve(name);
        Files.createDirectories(file.getParent());
        Npy.write(file, NdArray.of(values, shape));
        return this;
    }

    /** Adds a file with some text. */
    FolderFixture text(String name, String content) throws IOException {
        Files.createDirectories(in.resolve(name).getParent());
        Files.writeString(in.resolve(name), content);
        return this;
    }

    /** Runs the job on these folders. */
    JobRun run(Object... more) {
        Object[] args = Stream.concat(
                        Stream.of("--in", in, "--out", out, "--weights", weights), Stream.of(more))
                .toArray();
        return JobRun.of(UpsampleFolder::run, args);
    }

    /** The names of all files of a folder below it, in order. */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** The result of a file has the bytes that the command writes. */
    void assertAsTheCommand(String name, String result, Path scratch) throws IOException {
        Path expected = scratch.resolve("expected-" + result.replace('/', '-'));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = Main.run(InputStream.nullInputStream(), print, print,
                "upsample", in.resolve(name).toString(), expected.toString(), "--weights", weights.toString());
        assertEquals(0, code, said.toString(StandardCharsets.UTF_8));
        assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(out.resolve(result)), result);
    }
}
