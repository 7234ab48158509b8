package io.github.dysample.verify.internal.golden;

import io.github.dysample.DySampleConfig;
import io.github.dysample.verify.CaseRecord;
import io.github.dysample.verify.Stage;
import java.util.Arrays;

/** The files of a case, and how large they can be. */
public final class CaseFiles {
    /** The input. */
    public static final String X = "x.npy";

    /** The gradient of the output, from which the backward pass starts. */
    public static final String GRAD_OUT = "gradOut.npy";

    /** How far each point is from where its derivative jumps; in float64. */
    public static final String KINK_DISTANCE = "kinkDistance.npy";

    /** The layer. */
    public static final String WEIGHTS = "weights.safetensors";

    /** Of what is not values: headers, and {@code case.json}. */
    static final int MOST_TEXT = 1 << 20;

    private CaseFiles() {}

    /** {@return the most bytes of a file, by the shapes that the case says; −1 if no file of a case has the name} */
    public static long most(String file, CaseRecord record) {
        DySampleConfig config = record.config();
        if (file.equals(X)) {
            return bytes((long) record.batch() * config.channels() * record.height() * record.width());
        }
        if (file.equals(WEIGHTS)) {
            long branch = config.convOutputs() * (config.convInputs() + 1L);
            return bytes(2 * branch + config.offsetChannels() + config.endConvOutputs() * (config.channels() + 1L));
        }
        return Arrays.stream(Stage.values())
                .filter(stage -> file.equals(stage.file()) || file.equals(stage.exactFile())
                        || stage == Stage.OUTPUT && file.equals(GRAD_OUT)
                        || stage == Stage.OFFSETS && file.equals(KINK_DISTANCE))
                .findFirst()
                .map(stage -> bytes(Arrays.stream(record.shape(stage)).asLongStream().reduce(1, (a, b) -> a * b)))
                .orElse(-1L);
    }

    private static long bytes(long values) {
        return MOST_TEXT + Double.BYTES * values;
    }
}
