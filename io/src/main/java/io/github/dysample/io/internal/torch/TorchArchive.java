package io.github.dysample.io.internal.torch;

import io.github.dysample.Tensor;
import io.github.dysample.io.ArrayVisitor;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import io.github.dysample.io.internal.bytes.Budget;
import io.github.dysample.io.internal.bytes.Quote;
import io.github.dysample.io.internal.pickle.PickleCosts;
import io.github.dysample.io.internal.pickle.PickleInput;
import io.github.dysample.io.internal.pickle.PickleMachine;
import io.github.dysample.io.internal.torch.TorchValue.TensorValue;
import io.github.dysample.io.internal.torch.TorchValue.TensorView;
import io.github.dysample.io.internal.zip.ZipArchive;
import io.github.dysample.io.internal.zip.ZipMember;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** A checkpoint in an archive: {@code <prefix>/data.pkl} and {@code <prefix>/data/<key>}. */
final class TorchArchive {
    static final String PICKLE = "data.pkl";

    private static final int MAX_SMALL_MEMBER = 64;
    private static final long PICKLE_TIMES_FILE = 64;
    private static final long FREE_PICKLE_BYTES = 1 << 20;

    private final ZipArchive archive;
    private final String prefix; // with its slash, or empty

    TorchArchive(ZipArchive archive, String prefix) {
        this.archive = archive;
        this.prefix = prefix;
    }

    /** Reads the tensors of the state dict whose names are wanted, each storage once. */
    StateDict visit(Predicate<String> wanted, ArrayVisitor visitor) throws IOException {
        ZipMember member = archive.members().get(prefix + PICKLE);
        String name = archive.memberName(member);
        PickleInput input = new PickleInput(name, bytes(member, pickleLimit()));
        PickleCosts costs = new PickleCosts(Budget.ofPickle(name, archive.size()));
        TorchReducer reducer = new TorchReducer(input, costs);
        Object root = PickleMachine.load(input, costs, reducer);
        Budget budget = Budget.ofTensors(name, archive.size());
        Map<String, TensorValue> tensors = new LinkedHashMap<>();
        StateDictFinder.find(name, budget, costs, root).forEach((key, tensor) -> {
            if (wanted.test(key)) {
                tensors.put(key, tensor);
            }
        });

        TorchStorages storages = new TorchStorages(archive, prefix + "data/", byteOrder(), tensors.values());
        // Tied weights are one object in the pickle, and here, until the last of their names.
        Map<TensorValue, NdArray> tied = new IdentityHashMap<>();
        Map<TensorValue, Integer> names = new IdentityHashMap<>();
        tensors.values().forEach(tensor -> names.merge(tensor, 1, Integer::sum));
        for (Map.Entry<String, TensorValue> tensor : tensors.entrySet()) {
            NdArray array = tied.remove(tensor.getValue());
            if (array == null) {
                array = storages.array(tensor.getKey(), readable(name, tensor), budget);
            } else {
                TorchStorages.takeAgain(array.dtype(), array.size(), budget);
            }
            if (names.merge(tensor.getValue(), -1, Integer::sum) > 0) {
                tied.put(tensor.getValue(), array);
            }
            visitor.visit(tensor.getKey(), array);
        }
        return new StateDict(Map.of(), Map.of(), reducer.unknownGlobals());
    }

    private static TensorView readable(String file, Map.Entry<String, TensorValue> tensor) throws FileFormatException {
        if (tensor.getValue() instanceof TensorView view && view.dtype() != null) {
            return view;
        }
        throw new FileFormatException(file, FileFormatException.NO_POSITION, "tensor " + Quote.of(tensor.getKey())
                + " is of a kind that is not supported, " + tensor.getValue().kind());
    }

    /** PyTorch stores its pickle; a deflated one may expand like text, not like a bomb. */
    private int pickleLimit() {
        return (int) Math.min(Tensor.MAX_ELEMENTS, archive.size() * PICKLE_TIMES_FILE + FREE_PICKLE_BYTES);
    }

    private ByteOrder byteOrder() throws IOException {
        ZipMember member = archive.members().get(prefix + "byteorder");
        if (member == null) {
            return ByteOrder.LITTLE_ENDIAN; // files from before PyTorch wrote this member
        }
        String order = new String(bytes(member, MAX_SMALL_MEMBER), StandardCharsets.ISO_8859_1).strip();
        return switch (order) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw new FileFormatException(
                    archive.memberName(member), 0, "the byte order is " + Quote.of(order) + ", must be little or big");
        };
    }

    private byte[] bytes(ZipMember member, int limit) throws IOException {
        if (member.size() > limit) {
            throw new FileFormatException(archive.memberName(member), 0,
                    "the member has " + member.size() + " bytes, more than " + limit);
        }
        try (InputStream in = archive.open(member)) {
            byte[] bytes = new byte[(int) member.size()];
            in.readNBytes(bytes, 0, bytes.length);
            return bytes;
        }
    }
}
