package io.github.dysample.verify.internal.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MarkupTest {

    @Test
    void elementsHaveLinesOfTheirOwnExceptBesideText() {
        Markup html = new Markup("<!DOCTYPE html>").open("main").open("p").element("b", "bold").text(" text")
                .empty("br").element("i", "italic").close().empty("img", "src", "#").close();
        assertEquals("""
                <!DOCTYPE html>
                <main>
                <p>
                <b>bold</b> text<br/><i>italic</i></p>
                <img src="#"/>
                </main>
                """, html.toString());
    }

    @Test
    void anElementWithoutContentIsEndedAllTheSame() {
        assertEquals("kind\n<span></span>\n", new Markup("kind").element("span", "").toString());
        assertEquals("kind\n<span></span>\n", new Markup("kind").open("span").close().toString());
    }

    @Test
    void textAndAttributesCanBeAnything() {
        assertEquals("kind\n<a href=\"&lt;&amp;&quot;'&gt;\\u000a\">&lt;&amp;\"'&gt;\n\\u0007</a>\n",
                new Markup("kind").element("a", "<&\"'>\n\7", "href", "<&\"'>\n").toString());
    }

    @Test
    void anAttributeWithoutValueIsLeftOut() {
        assertEquals("kind\n<a id=\"\"></a>\n",
                new Markup("kind").element("a", "", "class", null, "id", "").toString());
    }
}
