package io.github.dysample.cli.golden;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.cli.json.Json;
import io.github.dysample.cli.json.JsonText;
import io.github.dysample.io.FileFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What {@code case.json} says.
 *
 * @param name the case
 * @param description one sentence
 * @param config the layer
 * @param batch items
 * @param height of the input
 * @param width of the input
 * @param exactBits whether the float32 files are this library's, which every backend reproduces to the bit
 * @param torchMaxError PyTorch's largest error against float64; NaN if not recorded
 */
public record CaseRecord(
        String name,
        String description,
        DySampleConfig config,
        int batch,
        int height,
        int width,
        boolean exactBits,
        double torchMaxError) {

    /** The file. */
    public static final String FILE = "case.json";

    /** Of the layout; stages may be added without a new number. */
    private static final int FORMAT = 1;

    static CaseRecord read(Path folder) throws IOException {
        Json json = Json.read(folder.resolve(FILE));
        int format = json.has("format") ? json.integer("format") : FORMAT;
        if (format != FORMAT) {
            throw wrong(folder, "format " + format + " is newer than this program, which reads " + FORMAT);
        }
        try {
            return new CaseRecord(
                    json.text("name"),
                    json.has("description") ? json.text("description") : "",
                    new DySampleConfig(
                            json.integer("channels"),
                            json.integer("scale"),
                            json.integer("groups"),
                            Style.ofTorchName(json.text("style")),
                            json.truth("dynamicScope")),
                    json.integer("batch"),
                    json.integer("height"),
                    json.integer("width"),
                    json.has("exactBits") && json.truth("exactBits"),
                    json.has("torchMaxError") ? json.number("torchMaxError") : Double.NaN);
        } catch (IllegalArgumentException unfit) {
            throw wrong(folder, unfit.getMessage());
        }
    }

    /** {@return the bytes of the file} */
    static byte[] bytes(CaseData data) {
        CaseSpec spec = data.spec();
        DySampleConfig config = spec.config();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("name", spec.name());
        json.put("description", spec.description());
        json.put("batch", spec.batch());
        json.put("channels", config.channels());
        json.put("height", spec.height());
        json.put("width", spec.width());
        json.put("scale", config.scale());
        json.put("groups", config.groups());
        json.put("style", config.style().name().toLowerCase(Locale.ROOT));
        json.put("dynamicScope", config.dynamicScope());
        json.put("seed", spec.seed());
        json.put("offsets", spec.reach().title());
        json.put("maxAbsOffset", data.maxAbsOffset());
        json.put("exactBits", true);
        json.put("maxError", data.maxError());
        OptionalDouble torchError = TorchErrors.of(spec.name());
        if (torchError.isPresent()) {
            json.put("torchMaxError", torchError.getAsDouble());
        }
        json.put("stages", stages(spec));
        return JsonText.of(json).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> stages(CaseSpec spec) {
        Map<String, Object> stages = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            if (stage.isIn(spec.config())) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("shape", stage.shape(spec.config(), spec.batch(), spec.height(), spec.width()));
                json.put("meaning", stage.meaning());
                stages.put(stage.title(), json);
            }
        }
        return stages;
    }

    private static FileFormatException wrong(Path folder, String reason) {
        return new FileFormatException(
                folder.resolve(FILE).toString(), FileFormatException.NO_POSITION, reason);
    }
}
