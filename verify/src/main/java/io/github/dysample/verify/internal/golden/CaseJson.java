package io.github.dysample.verify.internal.golden;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.verify.CaseRecord;
import io.github.dysample.verify.CaseSpec;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.GoldenStages;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.internal.json.Json;
import io.github.dysample.verify.internal.json.JsonText;
import io.github.dysample.verify.internal.text.Printable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The file {@code case.json} of a case. */
public final class CaseJson {
    /** The name of the file. */
    public static final String FILE = "case.json";

    /** The version of the layout; stages may be added without a new one. */
    static final int FORMAT = 1;

    /** Names that lead nowhere else, of at most as many characters as file systems take. */
    private static final Pattern NAME = Pattern.compile("(?!\\.\\.?$)[^/\\\\:\\p{Cntrl}]{1,255}");

    /** The outputs of {@code end_conv}; absent without one, as in the cases from before it was known. */
    private static final String END_CONV = "endConvOutputs";

    private CaseJson() {}

    /** {@return the record in a folder of a suite} */
    public static CaseRecord read(SuiteFolder suite, Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Json json = Json.read(file.toString(), new ByteArrayInputStream(suite.read(file, CaseFiles.MOST_TEXT)));
        int format = json.has("format") ? json.integer("format") : FORMAT;
        if (format != FORMAT) {
            throw wrong(folder, "format " + format + " is newer than this program, which reads " + FORMAT);
        }
        try {
            CaseRecord record = new CaseRecord(
                    json.text("name"),
                    json.has("description") ? json.text("description") : "",
                    new DySampleConfig(
                            json.integer("channels"),
                            json.integer("scale"),
                            json.integer("groups"),
                            Style.ofTorchName(json.text("style")),
                            json.truth("dynamicScope"),
                            json.has(END_CONV) ? json.integer(END_CONV) : 0),
                    json.integer("batch"),
                    json.integer("height"),
                    json.integer("width"),
                    json.has("exactBits") && json.truth("exactBits"),
                    json.has("torchMaxError") ? json.number("torchMaxError") : Double.NaN);
            check(record);
            return record;
        } catch (IllegalArgumentException invalid) {
            throw wrong(folder, invalid.getMessage());
        }
    }

    /** A name that is one of a file, and shapes whose stages an array holds. */
    private static void check(CaseRecord record) {
        if (!NAME.matcher(record.name()).matches()) {
            throw new IllegalArgumentException("name is " + Printable.of(record.name()) + ", must be one of a folder");
        }
        DySampleConfig config = record.config();
        if (record.batch() < 1) {
            throw new IllegalArgumentException("batch is " + record.batch() + ", must be at least 1");
        }
        config.checkInput(record.batch(), config.channels(), record.height(), record.width());
        Tensor.elements(record.batch(), config.channels(), record.height(), record.width());
        for (Stage stage : Stage.values()) {
            int[] shape = record.shape(stage);
            if (!stage.isParameter()) {
                Tensor.elements(shape[0], shape[1], shape[2], shape[3]);
            }
        }
    }

    private static FileFormatException wrong(Path folder, String reason) {
        return new FileFormatException(
                folder.resolve(FILE).toString(), FileFormatException.NO_POSITION, reason);
    }

    /**
     * {@return the content of the file for a case made from a spec}
     *
     * @param held the stages that the case has
     */
    static byte[] bytes(CaseSpec spec, CaseRecord record, List<Stage> held, GoldenStages stages) {
        DySampleConfig config = record.config();
        Map<String, Object> json = JsonText.object(
                "format", FORMAT,
                "name", record.name(),
                "description", record.description(),
                "batch", record.batch(),
                "channels", config.channels(),
                "height", record.height(),
                "width", record.width(),
                "scale", config.scale(),
                "groups", config.groups(),
                "style", config.style().torchName(),
                "dynamicScope", config.dynamicScope(),
                "seed", spec.seed(),
                "offsets", spec.reach().title(),
                "maxAbsOffset", maxAbsOffset(stages),
                "exactBits", record.exactBits(),
                "maxError", maxError(stages));
        if (config.hasEndConv()) {
            json.put(END_CONV, config.endConvOutputs());
        }
        if (!Double.isNaN(record.torchMaxError())) {
            json.put("torchMaxError", record.torchMaxError());
        }
        json.put("stages", stages(record, held));
        return JsonText.of(json).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> stages(CaseRecord record, List<Stage> held) {
        Map<String, Object> stages = new LinkedHashMap<>();
        for (Stage stage : held) {
            int[] shape = record.shape(stage);
            stages.put(stage.title(), JsonText.object("shape", shape, "meaning", stage.meaning()));
        }
        return stages;
    }

    /** The largest finite offset in float64, in pixels; 0 if none is finite. */
    private static double maxAbsOffset(GoldenStages stages) {
        return Arrays.stream(stages.exact(Stage.OFFSETS).data())
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    /** The largest error of the float32 output where both outputs are finite. */
    private static double maxError(GoldenStages stages) {
        float[] single = stages.computed(Stage.OUTPUT).data();
        DoubleTensor exact = stages.exact(Stage.OUTPUT);
        double most = 0;
        for (int i = 0; i < single.length; i++) {
            double error = Math.abs(single[i] - exact.data()[i]);
            most = Double.isFinite(error) ? Math.max(most, error) : most;
        }
        return most;
    }
}
