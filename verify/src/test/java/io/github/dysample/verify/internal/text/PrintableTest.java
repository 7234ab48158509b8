package io.github.dysample.verify.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void textInAnyScriptStaysAsItIs() {
        for (String text : new String[] {"", "neck.up.", "größe 大 🐈", "C:\\x", "\"'"}) {
            assertEquals(text, Printable.of(text));
        }
    }

    @Test
    void whatSteersATerminalIsShownInstead() {
        assertEquals("a\\u001b[31mb", Printable.of("a\033[31mb"));
        assertEquals("\\u0000\\u0009\\u000a\\u000d\\u007f\\u009b", Printable.of("\0\t\n\r\u007f\u009b"));
        assertEquals("\\u202egnp.x\\u2028\\u2029", Printable.of("\u202egnp.x\u2028\u2029"));
        assertEquals("\\ud800", Printable.of("\ud800"));
        assertEquals("\\U000e0001", Printable.of(Character.toString(0xe0001)));
        assertEquals("\\ufffe\\uffff", Printable.of("\ufffe\uffff"));
    }
}
