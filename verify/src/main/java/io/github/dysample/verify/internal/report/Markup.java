package io.github.dysample.verify.internal.report;

import io.github.dysample.verify.internal.text.Printable;
import java.io.StringWriter;
import java.util.BitSet;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * HTML or XML, written element by element. Texts and the values of attributes can be anything: markup in them is
 * escaped, and control characters, which XML cannot have, are spelled out.
 */
final class Markup {
    private final StringWriter written = new StringWriter();
    private final XMLStreamWriter xml;
    private final BitSet hasText = new BitSet(); // by depth
    private final BitSet hasElements = new BitSet(); // by depth
    private int depth;

    /** Starts a document with the line that says of which kind it is. */
    Markup(String kind) {
        written.write(kind);
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(written);
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("writing to a string cannot fail", impossible);
        }
    }

    /** Starts an element; its attributes are names and values in turn, and those whose value is null are left out. */
    Markup open(String name, String... attributes) {
        start(out -> out.writeStartElement(name), attributes);
        depth++;
        hasText.clear(depth);
        hasElements.clear(depth);
        return this;
    }

    /** Ends the element that was started last. */
    Markup close() {
        if (hasElements.get(depth)) {
            newLine();
        }
        depth--;
        return write(XMLStreamWriter::writeEndElement);
    }

    /** Writes an element that HTML never ends, such as br. */
    Markup empty(String name, String... attributes) {
        return start(out -> out.writeEmptyElement(name), attributes);
    }

    /** Writes an element that holds nothing but text. */
    Markup element(String name, String text, String... attributes) {
        return open(name, attributes).text(text).close();
    }

    Markup text(String text) {
        hasText.set(depth);
        return write(out -> out.writeCharacters(text.lines().map(Printable::of).collect(Collectors.joining("\n"))));
    }

    private Markup start(Step tag, String... attributes) {
        newLine();
        hasElements.set(depth);
        write(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            String name = attributes[i];
            String value = attributes[i + 1];
            if (value != null) {
                write(out -> out.writeAttribute(name, Printable.of(value)));
            }
        }
        return this;
    }

    /** Elements have lines of their own, except beside text, where a line end would be a space. */
    private void newLine() {
        if (!hasText.get(depth)) {
            write(out -> out.writeCharacters("\n"));
        }
    }

    private interface Step {
        void on(XMLStreamWriter out) throws XMLStreamException;
    }

    private Markup write(Step step) {
        try {
            step.on(xml);
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("writing to a string cannot fail", impossible);
        }
        return this;
    }

    /** {@return all that was written} */
    @Override
    public String toString() {
        write(XMLStreamWriter::flush);
        return written + "\n";
    }
}
