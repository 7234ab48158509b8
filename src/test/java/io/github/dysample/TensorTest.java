package io.github.dysample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorTest {

    @Test
    void elementsStandRowMajor() {
        Tensor tensor = Tensor.zeros(2, 3, 4, 5);
        tensor.set(1, 2, 3, 4, 7);
        tensor.set(0, 1, 2, 3, 6);
        assertEquals(7, tensor.data()[119]);
        assertEquals(6, tensor.data()[(1 * 4 + 2) * 5 + 3]);
        assertEquals(6, tensor.get(0, 1, 2, 3));
        assertArrayEquals(new int[] {2, 3, 4, 5}, tensor.shape());
        assertEquals("(2, 3, 4, 5)", tensor.shapeString());
    }

    @Test
    void sharesItsArray() {
        float[] data = {1, 2};
        assertSame(data, Tensor.of(data, 1, 1, 1, 2).data());
    }

    @Test
    void aWrongLengthIsRefused() {
        String message = refused(() -> Tensor.of(new float[5], 1, 1, 2, 3));
        assertEquals("data has 5 elements, shape (1, 1, 2, 3) needs 6", message);
    }

    @Test
    void noArrayIsRefused() {
        assertEquals("data is null, shape (1, 1, 2, 3)", refused(() -> Tensor.of(null, 1, 1, 2, 3)));
    }

    @ParameterizedTest
    @CsvSource({"-1, 1, 1, 1", "1, -1, 1, 1", "1, 1, -1, 1", "1, 1, 1, -1", "0, 0, 0, -5"})
    void negativeDimensionsAreRefused(int n, int c, int h, int w) {
        String shape = "(" + n + ", " + c + ", " + h + ", " + w + ")";
        assertTrue(refused(() -> Tensor.zeros(n, c, h, w)).contains(shape));
    }

    @ParameterizedTest
    @CsvSource({
        "65536, 65536, 1, 1", "65536, 65536, 65536, 65536", "1, 1, 2, 1073741823",
        "2147483647, 2147483647, 2147483647, 2147483647", "1, 2147483646, 1, 1", "4, 1073741824, 1073741824, 4"
    })
    void moreThanAnArrayHoldsIsRefused(int n, int c, int h, int w) {
        String message = refused(() -> Tensor.elements(n, c, h, w));
        assertTrue(message.contains("(" + n + ", " + c + ", " + h + ", " + w + ")"), message);
        assertTrue(message.contains("2147483645"), message);
    }

    @Test
    void theMostElements() {
        assertEquals(2_147_483_645, Tensor.elements(1, 5, 429_496_729, 1));
        assertEquals(2_147_483_644, Tensor.elements(2, 2, 1, 536_870_911));
    }

    @Test
    void anEmptyTensorMayHaveHugeDimensions() {
        assertEquals(0, Tensor.elements(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 0));
        assertEquals(0, Tensor.zeros(0, 1 << 30, 1 << 30, 1 << 30).data().length);
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 0, 0", "0, 3, 0, 0", "0, 0, 4, 0", "0, 0, 0, 5", "-1, 0, 0, 0", "0, 0, 0, -1"})
    void indicesOutsideTheShapeAreRefused(int n, int c, int h, int w) {
        Tensor tensor = Tensor.zeros(2, 3, 4, 5);
        String message =
                assertThrows(IndexOutOfBoundsException.class, () -> tensor.get(n, c, h, w)).getMessage();
        assertEquals("index (" + n + ", " + c + ", " + h + ", " + w + ") is outside shape (2, 3, 4, 5)", message);
        assertThrows(IndexOutOfBoundsException.class, () -> tensor.set(n, c, h, w, 1));
    }

    @Test
    void equalityIsOfShapeAndBits() {
        Tensor tensor = Tensor.of(new float[] {1, Float.NaN, 0f}, 1, 1, 1, 3);
        Tensor otherNan = Tensor.of(new float[] {1, Float.intBitsToFloat(0x7fc12345), 0f}, 1, 1, 1, 3);
        assertEquals(tensor, otherNan);
        assertEquals(tensor.hashCode(), otherNan.hashCode());
        assertNotEquals(tensor, Tensor.of(new float[] {1, Float.NaN, -0f}, 1, 1, 1, 3));
        assertNotEquals(tensor, Tensor.of(tensor.data(), 1, 1, 3, 1));
        assertNotEquals(tensor, Tensor.of(new float[] {1, 2, 0f}, 1, 1, 1, 3));
        assertNotEquals("text", tensor.toString());
    }

    @Test
    void textShowsTheShapeAndTheFirstValues() {
        assertEquals("Tensor(1, 1, 1, 2)[1.0, -0.5]", Tensor.of(new float[] {1, -0.5f}, 1, 1, 1, 2).toString());
        assertEquals("Tensor(1, 1, 1, 7)[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, …]", Tensor.zeros(1, 1, 1, 7).toString());
        assertEquals("Tensor(0, 1, 1, 1)[]", Tensor.zeros(0, 1, 1, 1).toString());
    }

    private static String refused(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}
