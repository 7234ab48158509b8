package io.github.dysample.verify.internal.report;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.SuiteResult;
import io.github.dysample.verify.internal.text.Printable;
import java.io.StringWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A suite's result in the XML of JUnit, which CI servers read: a test per case. */
public final class JUnitReport {
    private JUnitReport() {}

    /** {@return the report} */
    public static String of(SuiteResult result) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            newLine(xml, 0);
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "dysample verify " + result.suite());
            xml.writeAttribute("tests", Integer.toString(result.cases().size()));
            xml.writeAttribute("failures", Long.toString(result.failed() + result.missing()));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", "0");
            xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", result.seconds()));
            for (CaseResult each : result.cases()) {
                testCase(xml, each);
            }
            newLine(xml, 0);
            xml.writeEndElement();
            newLine(xml, 0);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a string takes everything that is written", impossible);
        }
        return text.toString();
    }

    private static void testCase(XMLStreamWriter xml, CaseResult each) throws XMLStreamException {
        newLine(xml, 1);
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "dysample.golden");
        xml.writeAttribute("name", each.record().name());
        if (!each.passes()) {
            newLine(xml, 2);
            xml.writeStartElement("failure");
            xml.writeAttribute("message", Printable.of(each.isMissing()
                    ? each.absence()
                    : "first in " + each.firstDivergence().orElseThrow().stage().title() + ": "
                            + TextReport.outcome(each.firstDivergence().orElseThrow())));
            // XML has no way to write most control characters.
            xml.writeCharacters(details(each).lines().map(Printable::of).collect(Collectors.joining("\n")));
            xml.writeEndElement();
            newLine(xml, 1);
        }
        xml.writeEndElement();
    }

    private static String details(CaseResult each) {
        String stages = each.stages().stream()
                .filter(stage -> !stage.passes())
                .map(stage -> stage.stage().title() + ": "
                        + (stage.problem() != null ? stage.problem() : stage.comparison().report()))
                .collect(Collectors.joining("\n"));
        String patterns = each.patterns().stream().map(pattern -> "\n" + pattern).collect(Collectors.joining());
        String explanations = each.explanations().stream()
                .map(mistake -> "\nas with " + mistake.id() + ": " + mistake.title())
                .collect(Collectors.joining());
        return stages + patterns + explanations;
    }

    private static void newLine(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
