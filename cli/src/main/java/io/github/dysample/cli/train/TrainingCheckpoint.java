package io.github.dysample.cli.train;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.io.DType;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Safetensors;
import io.github.dysample.io.StateDict;
import io.github.dysample.train.OptimizerState;
import io.github.dysample.train.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A training in the middle, as a safetensors file: the layer's state dict, which PyTorch loads; below {@code training.}
 * the arrays of the optimiser by PyTorch's names and the losses so far; and as metadata the plan.
 */
public final class TrainingCheckpoint {
    private static final String PREFIX = "training.";
    private static final String LOSSES = PREFIX + "losses";
    private static final String DIGEST = "sha256-";
    private static final int CHUNK = 1 << 16;

    /** By the names of the command's options, and what else must be the same for the same bits. */
    private final Map<String, String> conditions;

    /**
     * For trainings of one plan on one set of data.
     *
     * @param plan the plan
     * @param initial the weights that it begins with
     * @param x the inputs
     * @param target the targets
     */
    public TrainingCheckpoint(TrainingPlan plan, DySampleWeights initial, Tensor x, Tensor target) {
        conditions = new LinkedHashMap<>(plan.described());
        conditions.put("layer", initial.config().toString());
        conditions.put("initial weights", digest(initial.offsetWeight(), initial.offsetBias(), initial.scopeWeight(),
                initial.scopeBias(), initial.initialPositions(), initial.endConvWeight(), initial.endConvBias()));
        conditions.put("input", digest(x.data()));
        conditions.put("target", digest(target.data()));
    }

    /** Writes a training as it is now; the file is replaced when the new one is complete. */
    public void write(Path file, Training training) throws IOException {
        Map<String, NdArray> arrays =
                new LinkedHashMap<>(DySampleLayers.toStateDict("", training.layer().weights()).arrays());
        training.optimizerState().arrays().forEach(
                (name, values) -> arrays.put(PREFIX + name, NdArray.of(values, values.length)));
        double[] losses = training.losses();
        arrays.put(LOSSES, NdArray.of(DType.F64, losses, losses.length));
        Safetensors.write(file, new StateDict(arrays, conditions));
    }

    /**
     * Brings a training that has not begun to where the one in a file was.
     *
     * @throws IllegalArgumentException if that was another training; the message says what differs
     * @throws FileFormatException if the file is not a checkpoint of a training
     */
    public void resume(Path file, Training training) throws IOException {
        StateDict read = Safetensors.read(file);
        for (Map.Entry<String, String> condition : conditions.entrySet()) {
            String then = read.metadata().get(condition.getKey());
            if (then == null) {
                throw fault(file, "is not a checkpoint of a training: it has no metadata \"" + condition.getKey()
                        + "\"");
            }
            if (!then.equals(condition.getValue())) {
                throw new IllegalArgumentException(file + ": " + difference(condition.getKey(), then,
                        condition.getValue()) + "; give what was given then, or begin anew without --resume");
            }
        }
        double[] losses = array(file, read, LOSSES).toDoubles();
        if (losses.length > training.plan().steps()) {
            throw fault(file, "has " + losses.length + " steps of " + training.plan().steps());
        }
        Map<String, float[]> state = new LinkedHashMap<>();
        read.arrays().forEach((name, values) -> {
            if (name.startsWith(PREFIX) && !name.equals(LOSSES)) {
                state.put(name.substring(PREFIX.length()), values.toFloats());
            }
        });
        for (Parameter parameter : training.layer().parameters()) {
            NdArray values = array(file, read, parameter.name());
            if (values.size() != parameter.value().length) {
                throw fault(file, parameter.name() + " has " + values.size() + " values, the layer has "
                        + parameter.value().length);
            }
            System.arraycopy(values.toFloats(), 0, parameter.value(), 0, parameter.value().length);
        }
        training.resume(new OptimizerState(losses.length, state), losses);
    }

    private static String difference(String name, String then, String now) {
        return then.startsWith(DIGEST)
                ? "was made with another " + name
                : "was made with " + name + " " + then + ", and now it is " + now;
    }

    private static NdArray array(Path file, StateDict read, String name) throws FileFormatException {
        NdArray array = read.get(name);
        if (array == null) {
            throw fault(file, "is not a checkpoint of a training: it has no array " + name);
        }
        return array;
    }

    private static FileFormatException fault(Path file, String reason) {
        return new FileFormatException(file.toString(), FileFormatException.NO_POSITION, reason);
    }

    /** Of the bits of all values, in their order. */
    private static String digest(float[]... arrays) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] values : arrays) {
            for (int i = 0; values != null && i < values.length; i++) {
                bytes.putFloat(values[i]);
                if (!bytes.hasRemaining()) {
                    digest.update(bytes.flip());
                    bytes.clear();
                }
            }
        }
        digest.update(bytes.flip());
        return DIGEST + HexFormat.of().formatHex(digest.digest());
    }
}
