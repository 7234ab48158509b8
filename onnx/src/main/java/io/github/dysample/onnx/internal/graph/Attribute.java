package io.github.dysample.onnx.internal.graph;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.wire.Slice;
import io.github.dysample.onnx.internal.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The value of an attribute. Kinds that are not needed are {@link Other}: the file's bytes still have them. */
public sealed interface Attribute {
    /** An integer. */
    record Int(long value) implements Attribute {}

    /** A float. */
    record Real(float value) implements Attribute {}

    /** A text. */
    record Text(String value) implements Attribute {}

    /** A tensor. */
    record Tensor(StoredTensor value) implements Attribute {}

    /** Integers. */
    record Ints(long[] values) implements Attribute {}

    /** Graphs, as {@code If}, {@code Loop} and {@code Scan} have them. */
    record Bodies(List<Slice> graphs) implements Attribute {}

    /** Anything else. */
    record Other() implements Attribute {}

    /** An attribute with its name. */
    record Named(String name, Attribute value) {}

    /** Reads an AttributeProto. */
    static Named read(String file, Slice message) throws FileFormatException {
        WireReader reader = new WireReader(file, message);
        String name = "";
        Attribute value = null;
        LongStream.Builder ints = null;
        List<Slice> graphs = null;
        int type = 0;
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> name = reader.text();
                case 2 -> value = new Real(reader.real());
                case 3 -> value = new Int(reader.number());
                case 4 -> value = text(file, reader.bytes());
                case 5 -> value = new Tensor(StoredTensor.read(file, reader.bytes(), reader.bytes()));
                case 6, 11 -> {
                    graphs = graphs == null ? new ArrayList<>() : graphs;
                    graphs.add(reader.bytes());
                }
                case 8 -> {
                    ints = ints == null ? LongStream.builder() : ints;
                    reader.numbers(ints::add);
                }
                case 20 -> type = reader.smallNumber();
                default -> { }
            }
        }
        if (graphs != null) {
            value = new Bodies(graphs);
        } else if (ints != null) {
            value = new Ints(ints.build().toArray());
        } else if (value == null) {
            value = ofDefault(type);
        }
        return new Named(name, value);
    }

    /** Text is bytes in the format; custom operators keep whatever they like there. */
    private static Attribute text(String file, Slice bytes) {
        WireReader reader = new WireReader(file, bytes);
        try {
            return new Text(reader.remainingText());
        } catch (FileFormatException binary) {
            return new Other();
        }
    }

    /** The value of an attribute that has a type alone: writers may leave zeros and empty lists out. */
    private static Attribute ofDefault(int type) {
        return switch (type) {
            case 1 -> new Real(0);
            case 2 -> new Int(0);
            case 3 -> new Text("");
            case 7 -> new Ints(new long[0]);
            default -> new Other();
        };
    }
}
