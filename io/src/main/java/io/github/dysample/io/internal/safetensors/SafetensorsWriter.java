package io.github.dysample.io.internal.safetensors;

import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import io.github.dysample.io.internal.array.ElementCodec;
import io.github.dysample.io.internal.bytes.WritableNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the safetensors format. */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;
    private static final JsonFactory JSON = new JsonFactory();

    private final List<Map.Entry<String, NdArray>> arrays;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private long dataBytes;

    /** Prepares the header of a file with all arrays and the metadata. */
    public SafetensorsWriter(StateDict dict) {
        // Wide elements first: then every tensor is aligned for its type, which readers that map the file rely on.
        arrays = dict.arrays().entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, NdArray> array) ->
                                array.getValue().dtype().bytes())
                        .reversed())
                .toList();
        writeHeader(dict.metadata());
        while (header.size() % ALIGNMENT != 0) {
            header.write(' ');
        }
        if (header.size() > SafetensorsHeader.MAX_BYTES) {
            throw new IllegalArgumentException("the safetensors header would have " + header.size()
                    + " bytes, at most " + SafetensorsHeader.MAX_BYTES + " are allowed");
        }
    }

    public long size() {
        return Long.BYTES + header.size() + dataBytes;
    }

    /** Writes the file; {@code out} stays open. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.size())
                .array());
        header.writeTo(out);
        for (Map.Entry<String, NdArray> array : arrays) {
            ElementCodec.write(out, array.getValue());
        }
    }

    private void writeHeader(Map<String, String> metadata) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), header)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectPropertyStart(SafetensorsHeader.METADATA);
                metadata.forEach((key, text) -> {
                    requireName("the metadata key", key);
                    WritableNames.requireText("the metadata text", text);
                    json.writeStringProperty(key, text);
                });
                json.writeEndObject();
            }
            for (Map.Entry<String, NdArray> array : arrays) {
                if (array.getKey().equals(SafetensorsHeader.METADATA)) {
                    throw new IllegalArgumentException("no array may be named " + SafetensorsHeader.METADATA);
                }
                requireName("the name", array.getKey());
                long[] shape = array.getValue().shape();
                long begin = dataBytes;
                dataBytes += (long) array.getValue().size() * array.getValue().dtype().bytes();
                json.writeObjectPropertyStart(array.getKey());
                json.writeStringProperty("dtype", array.getValue().dtype().name());
                json.writeName("shape");
                json.writeArray(shape, 0, shape.length);
                json.writeName("data_offsets");
                json.writeArray(new long[] {begin, dataBytes}, 0, 2);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
    }

    private static void requireName(String what, String name) {
        WritableNames.requireText(what, name);
        WritableNames.requireLength(name, name.length(), SafetensorsHeader.MAX_NAME, "characters");
    }
}
