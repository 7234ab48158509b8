package io.github.dysample.verify.internal.report;

import io.github.dysample.verify.internal.text.Printable;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An element of HTML or XML. Texts and the values of attributes can be anything: markup in them is escaped, and control
 * characters, which XML cannot have, are spelled out.
 */
final class Element {
    /** Elements that HTML never ends; all others it ends, even where they are empty. */
    private static final Set<String> VOID = Set.of("br", "img", "meta");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Object> content = new ArrayList<>();

    private Element(String name) {
        this.name = name;
    }

    /** {@return an element that holds texts, elements and collections of both; null adds nothing} */
    static Element element(String name, Object... content) {
        return new Element(name).add(content);
    }

    Element add(Object... more) {
        for (Object each : more) {
            switch (each) {
                case null -> { }
                case Collection<?> several -> content.addAll(several);
                default -> content.add(each);
            }
        }
        return this;
    }

    /** Sets an attribute; null leaves it out. */
    Element with(String attribute, String value) {
        if (value != null) {
            attributes.put(attribute, Printable.of(value));
        }
        return this;
    }

    /** {@return a document with this element, after the line that says of which kind it is} */
    String document(String kind) {
        StringWriter document = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(document);
            write(xml);
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("writing to a string cannot fail", impossible);
        }
        return kind + "\n" + document + "\n";
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        if (VOID.contains(name)) {
            xml.writeEmptyElement(name);
        } else {
            xml.writeStartElement(name);
        }
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            xml.writeAttribute(attribute.getKey(), attribute.getValue());
        }
        // Elements have lines of their own, except beside text, where a line end would be a space.
        String separator = content.stream().allMatch(Element.class::isInstance) ? "\n" : "";
        for (Object each : content) {
            xml.writeCharacters(separator);
            if (each instanceof Element element) {
                element.write(xml);
            } else {
                xml.writeCharacters(each.toString().lines().map(Printable::of).collect(Collectors.joining("\n")));
            }
        }
        if (!VOID.contains(name)) {
            xml.writeCharacters(content.isEmpty() ? "" : separator);
            xml.writeEndElement();
        }
    }
}
