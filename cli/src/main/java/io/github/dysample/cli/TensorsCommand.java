package io.github.dysample.cli;

import static io.github.dysample.verify.internal.json.JsonText.object;

import io.github.dysample.io.Checkpoints;
import io.github.dysample.verify.internal.json.JsonText;
import io.github.dysample.verify.internal.report.ProvenanceJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dysample tensors}: what is in a file. */
@Command(
        name = "tensors",
        description = {
            "List the tensors in a file: name, type, shape, and what their values are like.",
            "Minimum, maximum, mean and standard deviation (of all values, not of a sample) are those of the finite"
                    + " values, in float64; NaN and infinities are counted beside them. One tensor is read at a time.",
            "The exit code is 1 if the file has no tensor."
        },
        footer = "  dysample tensors detector.pth")
final class TensorsCommand extends Subcommand {
    @Parameters(
            paramLabel = "FILE",
            description = "The file: .npy, .npz, .safetensors, .pth or .pt; its content, not its name, decides.")
    private Path file;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the list as JSON; - is standard output, and replaces the text there.")
    private Path json;

    @Mixin
    private Targets targets;

    @Override
    public Integer call() throws IOException {
        if (json != null) {
            targets.check(json, file);
        }
        List<TensorRow> rows = read();
        if (!StandardStreams.isMeantBy(json)) {
            TensorTable.print(rows, out());
        }
        if (json != null) {
            Map<String, Object> all = ProvenanceJson.of(provenance());
            all.putAll(object("file", file.toString(), "tensors", rows.stream().map(TensorRow::json).toList()));
            streams().write(json, JsonText.of(all));
        }
        return rows.isEmpty() ? ExitCode.NO : ExitCode.DONE;
    }

    private List<TensorRow> read() throws IOException {
        List<TensorRow> rows = new ArrayList<>();
        try (Progress _ = progress("reading " + file)) {
            Checkpoints.visit(file, (name, array) -> rows.add(TensorRow.of(name, array)));
        }
        return rows;
    }
}
