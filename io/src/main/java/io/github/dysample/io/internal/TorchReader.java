package io.github.dysample.io.internal;

import io.github.dysample.Tensor;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import io.github.dysample.io.internal.PickleValue.TensorView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the zip format of {@code torch.save}: {@code <prefix>/data.pkl} and {@code <prefix>/data/<key>}. */
public final class TorchReader {
    private static final String PICKLE = "data.pkl";
    private static final int MAX_SMALL_MEMBER = 64;

    private final ZipArchive archive;
    private final String prefix; // with its slash, or empty

    private TorchReader(ZipArchive archive, String prefix) {
        this.archive = archive;
        this.prefix = prefix;
    }

    /** Whether an archive looks like a checkpoint. */
    static boolean accepts(ZipArchive archive) {
        return picklePrefix(archive) != null;
    }

    /** Reads the state dict of a checkpoint. */
    public static StateDict read(Bytes bytes) throws IOException {
        if (FileKind.of(bytes) == FileKind.LEGACY_TORCH) {
            throw bytes.fault(
                    0,
                    "the file is a PyTorch checkpoint from before version 1.6 or a bare pickle; load it with a current"
                            + " PyTorch and save its state dict again with torch.save");
        }
        return read(ZipArchive.open(bytes));
    }

    /** Reads the state dict of a checkpoint whose archive is open. */
    static StateDict read(ZipArchive archive) throws IOException {
        String prefix = picklePrefix(archive);
        if (prefix == null) {
            throw archive.fault("the zip archive is no PyTorch checkpoint, it has no data.pkl");
        }
        if (archive.members().containsKey(prefix + "constants.pkl")) {
            throw archive.fault("the file is a TorchScript archive; save model.state_dict() with torch.save instead");
        }
        return new TorchReader(archive, prefix).read();
    }

    private static String picklePrefix(ZipArchive archive) {
        for (String name : archive.members().keySet()) {
            if (name.equals(PICKLE) || name.endsWith("/" + PICKLE)) {
                return name.substring(0, name.length() - PICKLE.length());
            }
        }
        return null;
    }

    private StateDict read() throws IOException {
        ZipMember member = archive.members().get(prefix + PICKLE);
        Object root = PickleMachine.load(archive.memberName(member), bytes(member, Tensor.MAX_ELEMENTS));
        Budget budget = new Budget(archive.memberName(member), archive.size());
        Map<String, TensorView> views = StateDictFinder.find(archive.memberName(member), budget, root);

        TorchStorages storages = new TorchStorages(archive, prefix + "data/", byteOrder());
        Map<TensorView, NdArray> read = new IdentityHashMap<>(); // tied weights are one object in the pickle, and here
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (Map.Entry<String, TensorView> view : views.entrySet()) {
            NdArray array = read.get(view.getValue());
            if (array == null) {
                array = storages.array(view.getKey(), view.getValue(), budget);
                read.put(view.getValue(), array);
            }
            arrays.put(view.getKey(), array);
        }
        return new StateDict(arrays);
    }

    private ByteOrder byteOrder() throws IOException {
        ZipMember member = archive.members().get(prefix + "byteorder");
        if (member == null) {
            return ByteOrder.LITTLE_ENDIAN; // what PyTorch meant before it said so
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
