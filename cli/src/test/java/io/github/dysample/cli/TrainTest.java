package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.cli.train.LossKind;
import io.github.dysample.cli.train.OptimizerKind;
import io.github.dysample.cli.train.ScheduleKind;
import io.github.dysample.cli.train.Training;
import io.github.dysample.cli.train.TrainingCheckpoint;
import io.github.dysample.cli.train.TrainingPlan;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.train.TrainableDySample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train} and its checkpoints. */
class TrainTest {
    private static final DySampleConfig CONFIG = new DySampleConfig(4, 2, 2, Style.LP, true);
    private static final TrainingPlan PLAN = new TrainingPlan(OptimizerKind.ADAM, 0.02, 0, 0, ScheduleKind.COSINE, 3,
            12, 2, 5, LossKind.MSE, 0.5, 7);

    @TempDir
    private Path folder;

    private Path xFile;
    private Path targetFile;
    private Tensor x;
    private Tensor target;

    @BeforeEach
    void makeData() throws IOException {
        Random random = new Random(1);
        x = random(random, 3, 4, 8, 9);
        target = random(random, 3, 4, 16, 18);
        xFile = folder.resolve("x.npy");
        targetFile = folder.resolve("y.npy");
        Npy.write(xFile, NdArray.of(x));
        Npy.write(targetFile, NdArray.of(target));
    }

    private static Tensor random(Random random, int n, int c, int h, int w) {
        Tensor tensor = Tensor.zeros(n, c, h, w);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = (float) random.nextGaussian();
        }
        return tensor;
    }

    /** The plan above, by options. */
    private Command train(Path out, Object... more) {
        return Command.run(Stream.concat(Stream.of("train", "--input", xFile, "--target", targetFile, "--out", out,
                "--groups", 2, "--dynamic-scope", "--rate", 0.02, "--warm-up", 3, "--steps", 12, "--batch", 2,
                "--crop", 5, "--clip", 0.5, "--seed", 7), Stream.of(more)).toArray());
    }

    @Test
    void threadsAndBackendsChangeNoByte() throws IOException {
        Path one = folder.resolve("one.safetensors");
        train(one, "--threads", 1, "--backend", "scalar").succeeds().prints("DySample+, 4 channels", "12 steps",
                "one.safetensors", "one.csv", "one.png");
        Path three = folder.resolve("three.safetensors");
        train(three, "--threads", 3).succeeds();
        assertEquals(-1, Files.mismatch(one, three));
        assertEquals(-1, Files.mismatch(folder.resolve("one.csv"), folder.resolve("three.csv")));
    }

    /** To the bit: a machine that trains otherwise fails here. */
    @Test
    void theResultIsTheSameOnEveryMachine() throws IOException {
        Path layer = folder.resolve("a.safetensors");
        train(layer).succeeds();
        List<String> table = Files.readAllLines(folder.resolve("a.csv"));
        assertEquals("step,rate,loss", table.getFirst());
        assertEquals(1 + 12, table.size());
        assertEquals("11,3.40741737109318E-4,1.334204337519769", table.getLast());
        CRC32 checksum = new CRC32();
        checksum.update(Files.readAllBytes(layer));
        assertEquals("562e4a6f", Long.toHexString(checksum.getValue()));
        assertEquals(760, ImageIO.read(folder.resolve("a.png").toFile()).getWidth());
    }

    @Test
    void whatWasLearnedGoesOnFromALayer() throws IOException {
        Path first = folder.resolve("first.npz");
        train(first).succeeds();
        Path second = folder.resolve("second.safetensors");
        Command.run("train", "--input", xFile, "--target", targetFile, "--init", first, "--out", second, "--steps", 1,
                "--optimizer", "SGD", "--rate", 0).succeeds();
        assertArrayEquals(DySampleLayers.read(first).offsetWeight(), DySampleLayers.read(second).offsetWeight());
        Command.run("train", "--input", xFile, "--target", targetFile, "--init", first, "--out", second, "--steps", 1,
                "--dynamic-scope", "--force").fails(ExitCode.USAGE, "--scope is for a new layer");
    }

    @Test
    void aTrainingThatIsResumedHasTheBytesOfAnUnbrokenOne() throws IOException {
        Path unbroken = folder.resolve("unbroken.safetensors");
        train(unbroken).succeeds();
        interrupted("broken", 5);
        Path broken = folder.resolve("broken.safetensors");
        Path checkpoint = folder.resolve("broken.checkpoint.safetensors");
        assertArrayEquals(CONFIG.initialPositions(), DySampleLayers.read(checkpoint).initialPositions());
        train(broken).fails(ExitCode.USAGE, "broken.checkpoint.safetensors: exists", "--resume", "--force");
        train(broken, "--resume").succeeds().prints("from step 5 on");
        assertEquals(-1, Files.mismatch(unbroken, broken));
        assertEquals(-1, Files.mismatch(folder.resolve("unbroken.csv"), folder.resolve("broken.csv")));
        assertFalse(Files.exists(checkpoint), "the training is complete");
    }

    private void interrupted(String name, int steps) throws IOException {
        DySampleWeights initial = DySampleWeights.initial(CONFIG, 7);
        Training training = new Training(PLAN, new TrainableDySample(initial), x, target);
        training.run(() -> training.done() == steps);
        new TrainingCheckpoint(PLAN, initial, x, target)
                .write(folder.resolve(name + ".checkpoint.safetensors"), training);
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() throws IOException {
        interrupted("a", 5);
        Path out = folder.resolve("a.safetensors");
        train(out, "--resume", "--momentum", 0.5).fails(ExitCode.USAGE, "--momentum is for sgd");
        train(out, "--resume", "--loss", "l1")
                .fails(ExitCode.USAGE, "was made with loss mse, and now it is l1; give what was given then");
        Npy.write(targetFile, NdArray.of(Tensor.zeros(3, 4, 16, 18)));
        train(out, "--resume").fails(ExitCode.USAGE, "was made with another target");
        train(folder.resolve("b.safetensors"), "--resume").fails(ExitCode.USAGE, "b.checkpoint.safetensors: no such");
        Checkpoints.write(folder.resolve("b.checkpoint.safetensors"),
                DySampleLayers.toStateDict("", DySampleWeights.initial(CONFIG, 7)));
        train(folder.resolve("b.safetensors"), "--resume").fails(ExitCode.FILE, "is not a checkpoint of a training");
        assertFalse(Files.exists(out));
    }

    @Test
    void whatDoesNotFitIsSaidWithTheNumbers() throws IOException {
        Path out = folder.resolve("a.safetensors");
        train(out, "--scale", 3).fails(ExitCode.USAGE,
                "the input (3, 4, 8, 9) at scale 3 needs a target (3, 1 to 4, 24, 27), and it is (3, 4, 16, 18)");
        Command.run("train", "--input", xFile, "--target", targetFile, "--out", out, "--crop", 9)
                .fails(ExitCode.USAGE, "squares of 9 do not fit into the input's 8 x 9");
        Command.run("train", "--input", xFile, "--target", targetFile, "--out", out, "--steps", 0)
                .fails(ExitCode.USAGE, "--steps is 0");
        Command.run("train", "--input", xFile, "--target", targetFile, "--out", out, "--rate", "NaN")
                .fails(ExitCode.USAGE, "--rate is NaN");
        Command.run("train", "--input", xFile, "--target", targetFile, "--out", folder.resolve("a.pth"))
                .fails(ExitCode.USAGE, "must end in .npz or .safetensors");
        Command.run("train", "--input", xFile, "--target", targetFile, "--out", out, "--prefix", "p")
                .fails(ExitCode.USAGE, "no --init is given");
        assertFalse(Files.exists(out));
    }

    @Test
    void aLossThatIsNoNumberEndsTheTraining() throws IOException {
        target.data()[0] = Float.NaN;
        Npy.write(targetFile, NdArray.of(target));
        Path out = folder.resolve("a.safetensors");
        Command ended = Command.run("train", "--input", xFile, "--target", targetFile, "--out", out, "--batch", 8);
        assertEquals(ExitCode.NO, ended.code());
        assertTrue(ended.err().contains("the loss is NaN in step 0; see whether input and target are finite"));
        assertFalse(Files.exists(out));
    }

    @Test
    void fewerChannelsAreComparedWithTheFirst() throws IOException {
        Npy.write(targetFile, NdArray.of(new float[3 * 16 * 18], 3, 1, 16, 18));
        train(folder.resolve("a.safetensors")).succeeds();
    }
}
