package io.github.dysample.jmh.report;

import java.util.Locale;

/** A growing SVG document. Colours are classes, which its style sheet gives for light and for dark pages. */
final class Svg {
    private static final String STYLE =
            """
            <style>
              text { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; font-size: 12px; fill: #1f2328; }
              .title { font-size: 16px; font-weight: 600; }
              .panel { font-weight: 600; }
              .quiet { fill: #59636e; font-size: 11px; }
              .strong { font-weight: 600; }
              .ours { fill: #0969da; }
              .torch { fill: #818b98; }
              .onnx { fill: #bc7b00; }
              .spread { stroke: #1f2328; stroke-width: 1.5; }
              .grid { stroke: #d1d9e0; stroke-width: 1; }
              @media (prefers-color-scheme: dark) {
                text { fill: #f0f6fc; }
                .quiet { fill: #9198a1; }
                .ours { fill: #4493f8; }
                .onnx { fill: #d29922; }
                .spread { stroke: #f0f6fc; }
                .grid { stroke: #3d444d; }
              }
            </style>
            """;

    private final StringBuilder body = new StringBuilder();
    private final double width;
    private final double height;

    Svg(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /** Text; the anchor is start, middle or end. */
    void text(double x, double y, String style, String anchor, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">%s</text>", x, y, style, anchor, escape(text));
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>", x1, y1, x2, y2, style);
    }

    void bar(double x, double y, double width, double height, String style) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"1.5\" class=\"%s\"/>",
                x, y, width, height, style);
    }

    private void add(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** The whole; the source, which is not drawn, tells how it was made. */
    String document(String description, String source) {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
                                + " height=\"%.0f\" role=\"img\" aria-label=\"%s\">%n",
                        width,
                        height,
                        width,
                        height,
                        escape(description))
                + "<desc>" + escape(source) + "</desc>\n" + STYLE + body + "</svg>\n";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
