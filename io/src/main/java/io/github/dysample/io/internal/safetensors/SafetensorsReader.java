package io.github.dysample.io.internal.safetensors;

import io.github.dysample.io.ArrayVisitor;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import io.github.dysample.io.internal.array.ElementCodec;
import io.github.dysample.io.internal.array.Shapes;
import io.github.dysample.io.internal.bytes.Bytes;
import io.github.dysample.io.internal.bytes.Quote;
import io.github.dysample.io.internal.bytes.RegionStream;
import io.github.dysample.io.internal.bytes.Utf8;
import io.github.dysample.io.internal.format.CheckpointFile;
import io.github.dysample.io.internal.format.CheckpointFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads the safetensors format: 8 bytes header length, JSON header, data. */
public final class SafetensorsReader implements CheckpointFormat {
    private static final int LENGTH_BYTES = 8;

    @Override
    public String name() {
        return "safetensors";
    }

    @Override
    public boolean recognises(CheckpointFile file) {
        return file.has(LENGTH_BYTES, "{");
    }

    /** Checks the whole header before any memory for data is allocated. */
    @Override
    public StateDict visit(CheckpointFile file, Predicate<String> wanted, ArrayVisitor visitor) throws IOException {
        Bytes bytes = file.bytes();
        int headerBytes = headerBytes(bytes);
        long dataAt = LENGTH_BYTES + (long) headerBytes;
        String text = text(bytes, headerBytes);
        SafetensorsHeader header = SafetensorsHeader.parse(bytes.name(), LENGTH_BYTES, text, wanted);
        for (SafetensorsEntry entry : header.entries()) {
            requireSize(bytes, entry);
        }
        requireCovered(bytes, header.entries(), bytes.size() - dataAt);

        for (SafetensorsEntry entry : header.entries()) {
            if (!entry.wanted()) {
                continue;
            }
            InputStream in = new RegionStream(bytes, dataAt + entry.begin(), entry.end() - entry.begin());
            int length = (int) Shapes.elements(entry.shape());
            Object elements = ElementCodec.read(in, ByteOrder.LITTLE_ENDIAN, entry.dtype(), length);
            visitor.visit(entry.name(), NdArray.of(entry.dtype(), elements, entry.shape()));
        }
        return new StateDict(Map.of(), header.metadata());
    }

    private static int headerBytes(Bytes bytes) throws IOException {
        if (bytes.size() < LENGTH_BYTES) {
            throw bytes.fault(bytes.size(), "the safetensors file ends before its header length");
        }
        long length = bytes.littleEndian(0, LENGTH_BYTES).getLong();
        if (length < 0 || length > SafetensorsHeader.MAX_BYTES) {
            throw bytes.fault(0, "the safetensors header is said to have " + Long.toUnsignedString(length)
                    + " bytes, more than " + SafetensorsHeader.MAX_BYTES);
        }
        if (length > bytes.size() - LENGTH_BYTES) {
            throw bytes.fault(0, "the safetensors header is said to have " + length + " bytes, the file has "
                    + (bytes.size() - LENGTH_BYTES) + " after the length");
        }
        return (int) length;
    }

    private static String text(Bytes bytes, int headerBytes) throws IOException {
        byte[] raw = bytes.read(LENGTH_BYTES, headerBytes);
        if (headerBytes == 0 || raw[0] != '{') {
            throw bytes.fault(LENGTH_BYTES, "the safetensors header does not begin with {");
        }
        int end = headerBytes;
        while (raw[end - 1] == ' ') {
            end--;
        }
        if (raw[end - 1] != '}') {
            throw bytes.fault(LENGTH_BYTES + end - 1L, "the safetensors header does not end with } and spaces");
        }
        try {
            return Utf8.decode(raw, 0, end);
        } catch (CharacterCodingException malformed) {
            throw bytes.fault(LENGTH_BYTES, "the safetensors header is not UTF-8");
        }
    }

    private static void requireSize(Bytes bytes, SafetensorsEntry entry) throws FileFormatException {
        String tensor = "tensor " + Quote.of(entry.name());
        if (entry.begin() > entry.end()) {
            throw bytes.fault(entry.headerAt(), tensor + " begins at " + entry.begin() + " and ends before that, at "
                    + entry.end());
        }
        if (entry.wanted()) {
            Shapes.requireElements(bytes.name(), entry.headerAt(), tensor, entry.shape());
        }
        if (entry.dtype() == null) {
            return; // not wanted, and of a type whose size is not known here
        }
        long needed = Shapes.elements(Shapes.elements(entry.shape()), entry.dtype().bytes());
        if (entry.end() - entry.begin() != needed) {
            throw bytes.fault(entry.headerAt(), tensor + " of shape " + Shapes.text(entry.shape()) + " and type "
                    + entry.dtype() + " needs " + Shapes.count(needed) + " bytes, its data_offsets give "
                    + (entry.end() - entry.begin()));
        }
    }

    private static void requireCovered(Bytes bytes, List<SafetensorsEntry> entries, long dataBytes)
            throws FileFormatException {
        Comparator<SafetensorsEntry> byPlace =
                Comparator.comparingLong(SafetensorsEntry::begin).thenComparingLong(SafetensorsEntry::end);
        long covered = 0;
        for (SafetensorsEntry entry : entries.stream().sorted(byPlace).toList()) {
            if (entry.begin() != covered) {
                throw bytes.fault(entry.headerAt(), "tensor " + Quote.of(entry.name()) + " begins at " + entry.begin()
                        + ", the data before it end at " + covered
                        + (entry.begin() < covered ? ": they overlap" : ": there is a hole"));
            }
            covered = entry.end();
        }
        if (covered != dataBytes) {
            throw bytes.fault(FileFormatException.NO_POSITION, "the tensors cover " + covered + " bytes, the file has "
                    + dataBytes + " after its header");
        }
    }
}
