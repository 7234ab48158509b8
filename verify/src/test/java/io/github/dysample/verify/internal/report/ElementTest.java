package io.github.dysample.verify.internal.report;

import static io.github.dysample.verify.internal.report.Element.element;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementTest {

    @Test
    void elementsHaveLinesOfTheirOwnExceptBesideText() {
        Element main = element("main",
                element("p", element("b", "bold"), " text", element("br"), element("i", "italic")),
                element("img").with("src", "#"));
        assertEquals("""
                <!DOCTYPE html>
                <main>
                <p><b>bold</b> text<br/><i>italic</i></p>
                <img src="#"/>
                </main>
                """, main.document("<!DOCTYPE html>"));
    }

    @Test
    void anElementWithoutContentIsEndedAllTheSame() {
        assertEquals("kind\n<span></span>\n", element("span").document("kind"));
        assertEquals("kind\n<span></span>\n", element("span", "").document("kind"));
    }

    @Test
    void textAndAttributesCanBeAnything() {
        assertEquals("kind\n<a href=\"&lt;&amp;&quot;'&gt;\\u000a\">&lt;&amp;\"'&gt;\n\\u0007</a>\n",
                element("a", "<&\"'>\n\7").with("href", "<&\"'>\n").document("kind"));
    }

    @Test
    void nullIsLeftOutAndCollectionsAreOpened() {
        Element list = element("ul", null, List.of(element("li", 1), element("li", 2)), List.of())
                .with("class", null).with("id", "");
        assertEquals("kind\n<ul id=\"\">\n<li>1</li>\n<li>2</li>\n</ul>\n", list.document("kind"));
        assertEquals("kind\n<p>a1</p>\n", element("p").add("a", Arrays.asList(1)).document("kind"));
    }
}
