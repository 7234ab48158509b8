package io.github.dysample.onnx.internal.write;

import io.github.dysample.onnx.internal.wire.WireWriter;

/** An attribute of a node, as an AttributeProto. */
final class Attribute {
    private static final int NAME = 1;
    private static final int INT = 3;
    private static final int STRING = 4;
    private static final int INTS = 8;
    private static final int TYPE = 20;
    private static final int TYPE_INT = 2;
    private static final int TYPE_STRING = 3;
    private static final int TYPE_INTS = 7;

    private final WireWriter message = new WireWriter();

    private Attribute(String name) {
        message.text(NAME, name);
    }

    static Attribute of(String name, long value) {
        Attribute attribute = new Attribute(name);
        attribute.message.number(INT, value).number(TYPE, TYPE_INT);
        return attribute;
    }

    static Attribute of(String name, String value) {
        Attribute attribute = new Attribute(name);
        attribute.message.text(STRING, value).number(TYPE, TYPE_STRING);
        return attribute;
    }

    static Attribute list(String name, long... values) {
        Attribute attribute = new Attribute(name);
        for (long value : values) {
            attribute.message.number(INTS, value);
        }
        attribute.message.number(TYPE, TYPE_INTS);
        return attribute;
    }

    WireWriter message() {
        return message;
    }
}
