package io.github.dysample.cli.demo;

import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.cli.Pictures;
import io.github.dysample.cli.Progress;
import io.github.dysample.cli.demo.ComparisonPicture.Column;
import io.github.dysample.cli.train.LossCurve;
import io.github.dysample.cli.train.TrainingPlan;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The demonstration, told line by line. */
public final class Demo {
    // In pixels of the photograph: an eye, and the nose.
    private static final Rectangle EYE =
            new Rectangle(132, 76, ComparisonPicture.partSize(), ComparisonPicture.partSize());
    private static final Rectangle NOSE =
            new Rectangle(216, 204, ComparisonPicture.partSize(), ComparisonPicture.partSize());
    // In pixels of the input: the dark rim of the eye.
    private static final Rectangle RIM = new Rectangle(66, 42, 14, 9);

    private static final String COMPARISON = "upsampled.png";
    private static final String POINTS = "sampling-points.png";
    private static final String BOUNDARIES = "boundaries.png";
    private static final String LOSS = "loss.png";

    /** The names of the pictures that are written. */
    public static final List<String> PICTURES = List.of(COMPARISON, POINTS, BOUNDARIES, LOSS);

    private static final int NAMES_PER_LINE = 8;
    private static final long SEED = 0;

    private final PrintStream out;
    private final Path folder;

    private final DemoData data;
    private final DySample layer;
    private final Tensor half; // (1, 3, H, W), the photograph at half its size
    private final Tensor x; // (1, C, H, W), its feature map

    /** A demonstration; the folder for its pictures is made if it is missing. */
    public Demo(PrintStream out, Path folder) throws IOException {
        this.out = out;
        this.folder = Files.createDirectories(folder);
        this.data = DemoData.load();
        this.layer = DySample.of(data.weights());
        this.half = Photograph.half(data.photograph());
        this.x = data.bank().apply(half);
    }

    /**
     * {@return whether all backends agree to the bit, the result is at least as near to float64 as PyTorch's, and a
     * layer that learns here is better than upsamplers that do not learn}
     */
    public boolean run() throws IOException {
        introduce();
        Tensor y = layer.forward(x);
        Table.row(out, "output", "%s", y.shapeString());
        boolean accurate = checkAccuracy(y);
        boolean agrees = compareBackends();
        showPictures(Resampling.firstChannels(y, 3));
        boolean exampleAgrees = runExample();
        boolean learns = learn();
        return accurate && agrees && exampleAgrees && learns;
    }

    private void introduce() {
        Table.row(out, "photograph", "%d x %d, halved to %d x %d",
                data.photograph().w(), data.photograph().h(), half.w(), half.h());
        Table.row(out, "feature map", "%s, by %d filters:", x.shapeString(), x.c());
        for (int first = 0; first < x.c(); first += NAMES_PER_LINE) {
            Table.row(out, "", "%s", data.bank().names(first, NAMES_PER_LINE));
        }
        Table.row(out, "layer", "%s", layer.config());
        Table.row(out, "", "%d parameters, trained and saved by PyTorch %s: %s",
                data.weights().parameters(), data.pytorch(), data.weightsFile());
        Table.row(out, "backend", "%s", Backends.why());
    }

    private boolean checkAccuracy(Tensor y) {
        Accuracy accuracy = Accuracy.of(y, data);
        Table.row(out, "largest error", "over the %d values recorded: every %dth row and column",
                accuracy.values(), data.stride());
        Table.row(out, "  from PyTorch", "%.2e", accuracy.oursFromTorch());
        Table.row(out, "  from float64", "%.2e, PyTorch's own is %.2e%s",
                accuracy.oursFrom64(), accuracy.torchFrom64(), accuracy.holds() ? "" : ": TOO LARGE");
        return accuracy.holds();
    }

    private boolean compareBackends() {
        BackendRuns runs = time("the layer", data.weights(), x);
        Table.row(out, "time", "median, one thread");
        runs.print(out);
        return runs.agree();
    }

    private void showPictures(Tensor learned) throws IOException {
        DySampleConfig config = layer.config();
        List<Column> upsampled = List.of(
                upsampled("nearest", Resampling.nearest(half, config.scale())),
                upsampled("bilinear", Resampling.bilinear(half, config.scale())),
                upsampled(config.paperName(), learned));
        Table.row(out, "PSNR", "against the photograph");
        for (Column column : upsampled) {
            Table.row(out, "  " + column.title(), "%s", column.remark());
        }
        List<Column> columns = new ArrayList<>(upsampled);
        columns.addFirst(given("input", half));
        columns.addLast(given("photograph", data.photograph()));
        write(COMPARISON, ComparisonPicture.draw(columns, data.photograph(), EYE, NOSE));
        write(POINTS, SamplingPicture.draw(
                half, layer.trace(x).offsets(), config, 0, data.bank().names(0, config.channelsPerGroup()), RIM));
    }

    private Column upsampled(String title, Tensor picture) {
        double decibels = Photograph.psnr(picture, data.photograph());
        return new Column(title, String.format(Locale.ROOT, "%.2f dB", decibels), picture);
    }

    private static Column given(String title, Tensor picture) {
        return new Column(title, picture.w() + " x " + picture.h() + " pixels", picture);
    }

    private void write(String name, BufferedImage image) throws IOException {
        Path file = folder.resolve(name);
        Pictures.writePng(image, file);
        Table.row(out, "picture", "%s", file.toAbsolutePath().normalize());
    }

    /** The example in the module's own source: an untrained layer of 512 channels on a batch of four 7 × 7 maps. */
    private boolean runExample() {
        DySampleConfig config = new DySampleConfig(512, 2, 4, Style.PL, false);
        Tensor maps = Tensor.zeros(4, 512, 7, 7);
        Random random = new Random(SEED);
        for (int i = 0; i < maps.data().length; i++) {
            maps.data()[i] = (float) random.nextGaussian();
        }
        BackendRuns runs = time("the seed's example", DySampleWeights.initial(config, SEED), maps);
        Table.row(out, "seed's example", "%s, untrained: %s to %s",
                config.paperName(), maps.shapeString(), runs.output().shapeString());
        runs.print(out);
        return runs.agree();
    }

    private boolean learn() throws IOException {
        Sharpening sharpening = new Sharpening(data.lesson(), ClassMap.of(data.photograph()));
        TrainingPlan plan = sharpening.training().plan();
        DySampleWeights learned = sharpening.training().layer().weights();
        Table.row(out, "learning", "to keep boundaries of class maps sharp, on one photograph, tested on another");
        Table.row(out, "", "%s, %d parameters, %d steps of Adam in %.1f s",
                learned.config().paperName(), learned.parameters(), plan.steps(), sharpening.seconds());
        ClassErrors bilinear = sharpening.errors("bilinear");
        for (String name : sharpening.results().keySet()) {
            ClassErrors errors = sharpening.errors(name);
            Table.row(out, "  " + name, "error %.4f, %+.2f dB on bilinear, %.2f %% wrong pixels",
                    errors.meanSquare(), errors.gainOn(bilinear), errors.wrongPercent());
        }
        write(BOUNDARIES, SharpeningPicture.draw(sharpening));
        write(LOSS, LossCurve.picture(sharpening.training()));
        return sharpening.holds();
    }

    private BackendRuns time(String what, DySampleWeights weights, Tensor input) {
        try (Progress _ = Progress.of("timing " + what)) {
            return new BackendRuns(weights, input);
        }
    }
}
