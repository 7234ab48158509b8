package io.github.dysample.jmh.report;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An SVG document that is written from top to bottom. Colours are classes, which its style sheet gives for light and
 * for dark pages.
 */
final class Svg {
    private static final String STYLE =
            """

              text { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; font-size: 12px; fill: #1f2328; }
              .title { font-size: 16px; font-weight: 600; }
              .panel { font-weight: 600; }
              .quiet { fill: #59636e; font-size: 11px; }
              .strong { font-weight: 600; }
              .ours { fill: #0969da; }
              .torch { fill: #818b98; }
              .onnx { fill: #bc7b00; }
              .clamped { fill: #8250df; }
              .spread { stroke: #1f2328; stroke-width: 1.5; }
              .grid { stroke: #d1d9e0; stroke-width: 1; }
              @media (prefers-color-scheme: dark) {
                text { fill: #f0f6fc; }
                .quiet { fill: #9198a1; }
                .ours { fill: #4493f8; }
                .onnx { fill: #d29922; }
                .clamped { fill: #ab7df8; }
                .spread { stroke: #f0f6fc; }
                .grid { stroke: #3d444d; }
              }
            """;

    private final StringWriter document = new StringWriter();
    private final XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(document);

    /**
     * Begins a document.
     *
     * @param description for readers that cannot see it
     * @param source how it was made, which is not drawn
     */
    Svg(double width, double height, String description, String source) throws XMLStreamException {
        xml.writeStartElement("svg");
        xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
        attributes("viewBox", String.format(Locale.ROOT, "0 0 %.0f %.0f", width, height),
                "width", String.format(Locale.ROOT, "%.0f", width),
                "height", String.format(Locale.ROOT, "%.0f", height),
                "role", "img", "aria-label", description);
        xml.writeCharacters("\n");
        element("desc", source);
        element("style", STYLE);
    }

    /** Text; the anchor is start, middle or end. */
    void text(double x, double y, String style, String anchor, String text) throws XMLStreamException {
        element("text", text, "x", x, "y", y, "class", style, "text-anchor", anchor);
    }

    void line(double x1, double y1, double x2, double y2, String style) throws XMLStreamException {
        empty("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "class", style);
    }

    void bar(double x, double y, double width, double height, String style) throws XMLStreamException {
        empty("rect", "x", x, "y", y, "width", width, "height", height, "rx", 1.5, "class", style);
    }

    private void empty(String name, Object... attributes) throws XMLStreamException {
        xml.writeEmptyElement(name);
        attributes(attributes);
        xml.writeCharacters("\n");
    }

    private void element(String name, String content, Object... attributes) throws XMLStreamException {
        xml.writeStartElement(name);
        attributes(attributes);
        xml.writeCharacters(content);
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    /** Names and values in turn. */
    private void attributes(Object... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            xml.writeAttribute(
                    attributes[i].toString(),
                    value instanceof Double ? String.format(Locale.ROOT, "%.1f", value) : value.toString());
        }
    }

    /** Ends the document, and gives the whole. */
    String end() throws XMLStreamException {
        xml.writeEndDocument();
        return document + "\n";
    }
}
