package io.github.dysample.cli.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class StrokeFontTest {
    private final StrokeFont font = new StrokeFont(20);

    @Test
    void everyLetterAndDigitLeavesInkWithinItsWidth() {
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:-+=()'%".toCharArray()) {
            BufferedImage image = new BufferedImage(80, 60, BufferedImage.TYPE_BYTE_GRAY);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(Color.WHITE);
            font.draw(graphics, String.valueOf(c), 20, 40);
            int ink = 0;
            for (int y = 0; y < 60; y++) {
                for (int x = 0; x < 80; x++) {
                    int value = image.getRaster().getSample(x, y, 0);
                    ink += value;
                    boolean inside = x > 15 && x < 25 + font.width(String.valueOf(c)) && y > 14 && y < 50;
                    assertTrue(inside || value == 0, "\"" + c + "\" at " + x + ", " + y);
                }
            }
            assertTrue(ink > 255, "\"" + c + "\"");
        }
    }

    @Test
    void widthsAddUp() {
        double spacing = font.width("HH") - 2 * font.width("H");
        assertTrue(spacing > 0);
        assertEquals(3 * font.width("H") + 2 * spacing, font.width("HHH"), 1e-9);
        assertTrue(font.width("H H") > font.width("HH") + spacing);
    }

    @Test
    void anUnknownCharacterIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> font.width("ß"));
    }
}
