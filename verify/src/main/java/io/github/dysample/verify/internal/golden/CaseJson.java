package io.github.dysample.verify.internal.golden;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.verify.CaseRecord;
import io.github.dysample.verify.internal.json.Json;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the file {@code case.json} of a case. */
public final class CaseJson {
    /** The name of the file. */
    public static final String FILE = "case.json";

    /** The version of the layout; stages may be added without a new one. */
    static final int FORMAT = 1;

    private CaseJson() {}

    /** {@return the record in a folder} */
    public static CaseRecord read(Path folder) throws IOException {
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
        } catch (IllegalArgumentException invalid) {
            throw wrong(folder, invalid.getMessage());
        }
    }

    private static FileFormatException wrong(Path folder, String reason) {
        return new FileFormatException(
                folder.resolve(FILE).toString(), FileFormatException.NO_POSITION, reason);
    }
}
