package io.github.dysample.io.internal.torch;

import io.github.dysample.io.DType;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.internal.array.ElementCodec;
import io.github.dysample.io.internal.array.Elements;
import io.github.dysample.io.internal.array.Shapes;
import io.github.dysample.io.internal.array.Strided;
import io.github.dysample.io.internal.bytes.Budget;
import io.github.dysample.io.internal.bytes.Quote;
import io.github.dysample.io.internal.torch.TorchValue.Storage;
import io.github.dysample.io.internal.torch.TorchValue.TensorValue;
import io.github.dysample.io.internal.torch.TorchValue.TensorView;
import io.github.dysample.io.internal.zip.ZipArchive;
import io.github.dysample.io.internal.zip.ZipMember;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** The storages of a checkpoint, each read once, when the first tensor needs it, and kept until the last has it. */
final class TorchStorages {
    private static final long ARRAY_BYTES = 64; // the cost of an array besides its elements

    private final ZipArchive archive;
    private final String folder;
    private final ByteOrder order;
    private final Map<String, Loaded> loaded = new HashMap<>();
    private final Set<String> sharing = new HashSet<>(); // the keys of storages that are the elements of an array
    private final Map<String, Integer> needed = new HashMap<>(); // by how many tensors to come

    /** A storage, the file for messages about it, and its elements. */
    private record Loaded(Storage storage, String file, Object elements) {}

    /** The storages that these tensors need; a tensor that occurs twice is asked for once. */
    TorchStorages(ZipArchive archive, String folder, ByteOrder order, Collection<TensorValue> tensors) {
        this.archive = archive;
        this.folder = folder;
        this.order = order;
        Set<TensorValue> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(tensors);
        for (TensorValue tensor : distinct) {
            if (tensor instanceof TensorView view) {
                needed.merge(view.storage().key(), 1, Integer::sum);
            }
        }
    }

    /** The elements of a tensor; a tensor that is all of its storage shares the storage's array. */
    NdArray array(String name, TensorView view, Budget budget) throws IOException {
        Loaded storage = load(view.storage());
        if (needed.merge(view.storage().key(), -1, Integer::sum) == 0) {
            loaded.remove(view.storage().key());
        }
        DType dtype = view.dtype();
        long[] shape = view.shape();
        budget.take(ARRAY_BYTES + (long) Long.BYTES * shape.length, "the tensors");
        if (Shapes.elements(shape) == view.storage().length() && isContiguous(view)) {
            if (!sharing.add(view.storage().key())) {
                takeAgain(dtype, view.storage().length(), budget);
            }
            return NdArray.of(dtype, storage.elements(), shape);
        }
        int elements = Shapes.requireElements(storage.file(), 0, "tensor " + Quote.of(name), shape);
        budget.take((long) elements * dtype.bytes(), "the tensors");
        Object gathered = Elements.allocate(dtype, elements);
        Strided.gather(storage.elements(), view.offset(), shape, view.strides(), gathered);
        return NdArray.of(dtype, gathered, shape);
    }

    /**
     * Charges elements that have another name already as if they were copied. Code that converts every array of a
     * state dict then does work in proportion to the file, however many names the same elements have.
     */
    static void takeAgain(DType dtype, long elements, Budget budget) throws FileFormatException {
        budget.take(elements * dtype.bytes(), "the tensors");
    }

    private static boolean isContiguous(TensorView view) {
        long[] shape = view.shape();
        long[] strides = view.strides();
        long[] rowMajor = Shapes.rowMajorStrides(shape);
        for (int i = 0; i < strides.length; i++) {
            if (shape[i] <= 1) {
                strides[i] = rowMajor[i]; // never used, and PyTorch leaves anything there
            }
        }
        return view.offset() == 0 && Arrays.equals(strides, rowMajor);
    }

    private static String text(Storage storage) {
        return storage.length() + " of " + storage.type().name();
    }

    private ZipMember member(Storage storage) throws FileFormatException {
        ZipMember member = archive.members().get(folder + storage.key());
        if (member == null) {
            throw archive.fault("the checkpoint lacks its storage " + Quote.of(folder + storage.key()));
        }
        return member;
    }

    private Loaded load(Storage storage) throws IOException {
        Loaded known = loaded.get(storage.key());
        if (known != null) {
            if (!known.storage().equals(storage)) {
                throw archive.fault("storage " + Quote.of(storage.key()) + " is described in two ways, as "
                        + text(known.storage()) + " and " + text(storage));
            }
            return known;
        }
        ZipMember member = member(storage);
        String file = archive.memberName(member);
        DType dtype = storage.type().dtype();
        int length = Shapes.requireElements(file, 0, "the storage", storage.length());
        long needed = (long) length * dtype.bytes();
        if (member.size() != needed) {
            throw new FileFormatException(file, 0, "the storage of " + length
                    + " elements of type " + dtype + " needs " + needed + " bytes, the member has " + member.size());
        }
        try (InputStream in = archive.open(member)) {
            Object elements = ElementCodec.read(in, order, dtype, length);
            Loaded read = new Loaded(storage, file, elements);
            loaded.put(storage.key(), read);
            return read;
        }
    }
}
