package io.github.dysample.io.internal.safetensors;

import io.github.dysample.io.DType;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.internal.bytes.Quote;
import io.github.dysample.io.internal.bytes.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Parses the JSON header of a safetensors file, token by token; anything unexpected is refused at once. */
final class SafetensorsHeader {
    static final String METADATA = "__metadata__";
    static final int MAX_BYTES = 100_000_000; // the format's own limit
    static final int MAX_NAME = 1 << 16;

    private static final int MAX_DEPTH = 3; // header, entry, list
    private static final int MAX_NUMBER = 20;

    /** Keys of metadata: each costs some hundred bytes, however short it is. */
    private static final int MAX_METADATA = 1 << 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // The shared table of names would outlive the file, and hostile names could fill it.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(MAX_NUMBER)
                    .maxStringLength(MAX_BYTES)
                    .build())
            .build();

    private final String file;
    private final HeaderPositions positions;
    private final Predicate<String> wanted;
    private final List<SafetensorsEntry> entries = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private JsonParser json;

    private SafetensorsHeader(String file, HeaderPositions positions, Predicate<String> wanted) {
        this.file = file;
        this.positions = positions;
        this.wanted = wanted;
    }

    /**
     * Parses a header whose first character stands at byte {@code position} of the file. Tensors whose names are not
     * wanted may have any type.
     */
    static SafetensorsHeader parse(String file, long position, String text, Predicate<String> wanted)
            throws FileFormatException {
        SafetensorsHeader header = new SafetensorsHeader(file, new HeaderPositions(text, position), wanted);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            header.json = json;
            header.parse();
        } catch (JacksonException malformed) {
            long offset = malformed.getLocation() == null ? 0 : malformed.getLocation().getCharOffset();
            throw header.fault(offset, "the header is not the JSON it must be: " + malformed.getOriginalMessage());
        }
        return header;
    }

    /** The tensors in the order of the header. */
    List<SafetensorsEntry> entries() {
        return entries;
    }

    /** The free text under {@code __metadata__}. */
    Map<String, String> metadata() {
        return metadata;
    }

    private void parse() throws FileFormatException {
        expect(JsonToken.START_OBJECT, "an object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (name.equals(METADATA)) {
                parseMetadata();
            } else {
                parseEntry(name);
            }
        }
        if (json.nextToken() != null) {
            throw fault("there is text after the header's object");
        }
    }

    private void parseMetadata() throws FileFormatException {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            throw fault("the header must have " + METADATA + " as an object here");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            expect(JsonToken.VALUE_STRING, "text under " + METADATA + " key " + Quote.of(key));
            String text = json.getString();
            // JSON can escape half a character; the parser refuses that in names only.
            if (!Utf8.canEncode(text)) {
                throw fault("the text under " + METADATA + " key " + Quote.of(key) + " has a lone surrogate");
            }
            metadata.put(key, text);
            if (metadata.size() > MAX_METADATA) {
                throw fault(METADATA + " has more than " + MAX_METADATA + " keys");
            }
        }
    }

    private void parseEntry(String name) throws FileFormatException {
        String tensor = "tensor " + Quote.of(name);
        boolean read = wanted.test(name);
        expect(JsonToken.START_OBJECT, tensor + " as an object");
        long at = positions.byteAt(json.currentTokenLocation().getCharOffset());
        boolean typed = false;
        DType dtype = null;
        long[] shape = null;
        long[] offsets = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            switch (json.currentName()) {
                case "dtype" -> {
                    expect(JsonToken.VALUE_STRING, "the dtype of " + tensor + " as text");
                    typed = true;
                    dtype = dtype(json.getString());
                    if (dtype == null && read) {
                        throw fault("the dtype " + Quote.of(json.getString()) + " of " + tensor
                                + " is not supported, only " + Arrays.toString(DType.values()));
                    }
                }
                case "shape" -> shape = integers("the shape of " + tensor);
                case "data_offsets" -> offsets = integers("the data_offsets of " + tensor);
                default -> throw fault(tensor + " has the unknown key " + Quote.of(json.currentName()));
            }
        }
        if (!typed || shape == null || offsets == null) {
            String missing = !typed ? "dtype" : shape == null ? "shape" : "data_offsets";
            throw new FileFormatException(file, at, tensor + " lacks " + missing);
        }
        if (offsets.length != 2) {
            throw new FileFormatException(
                    file, at, tensor + " has " + offsets.length + " data_offsets, must be begin and end");
        }
        entries.add(new SafetensorsEntry(name, read, dtype, shape, offsets[0], offsets[1], at));
    }

    /** The type of a name, or null if it is not supported. */
    private static DType dtype(String name) {
        return Arrays.stream(DType.values())
                .filter(dtype -> dtype.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private long[] integers(String what) throws FileFormatException {
        expect(JsonToken.START_ARRAY, what + " as a list");
        long[] values = new long[NdArray.MAX_RANK];
        int count = 0;
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            if (count == values.length) {
                throw fault(what + " has more than " + values.length + " numbers");
            }
            if (json.getString().startsWith("-")) { // also -0, which is not an unsigned number
                throw fault(what + " holds the negative number " + json.getString());
            }
            values[count++] = json.getLongValue();
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw fault(what + " must hold integers only");
        }
        return Arrays.copyOf(values, count);
    }

    private void expect(JsonToken wanted, String what) throws FileFormatException {
        if (json.nextToken() != wanted) {
            throw fault("the header must have " + what + " here");
        }
    }

    private FileFormatException fault(String reason) {
        return fault(json.currentTokenLocation().getCharOffset(), reason);
    }

    private FileFormatException fault(long charOffset, String reason) {
        return new FileFormatException(file, positions.byteAt(charOffset), reason);
    }
}
