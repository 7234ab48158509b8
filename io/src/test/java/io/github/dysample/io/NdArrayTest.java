package io.github.dysample.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Tensor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NdArrayTest {
    @Test
    void everyTypeWidensToFloatsAndDoubles() {
        assertConverts(DType.F16, new short[] {0x3C00, (short) 0xC000, 1}, 1, -2, 0x1p-24);
        assertConverts(DType.BF16, new short[] {0x3F80, (short) 0xC000, 1}, 1, -2, 0x1p-133);
        assertConverts(DType.F32, new float[] {1, -2, 0x1p-149f}, 1, -2, 0x1p-149);
        assertConverts(DType.F64, new double[] {1, -2, 0.1}, 1, -2, 0.1);
        assertConverts(DType.I8, new byte[] {1, -1, -128}, 1, -1, -128);
        assertConverts(DType.U8, new byte[] {1, -1, -128}, 1, 255, 128);
        assertConverts(DType.BOOL, new byte[] {0, 1, 7}, 0, 1, 1);
        assertConverts(DType.I16, new short[] {1, -1, -32768}, 1, -1, -32768);
        assertConverts(DType.U16, new short[] {1, -1, -32768}, 1, 65535, 32768);
        assertConverts(DType.I32, new int[] {1, -1, Integer.MIN_VALUE}, 1, -1, -0x1p31);
        assertConverts(DType.U32, new int[] {1, -1, Integer.MIN_VALUE}, 1, 0x1p32 - 1, 0x1p31);
        assertConverts(DType.I64, new long[] {1, -1, Long.MIN_VALUE}, 1, -1, -0x1p63);
        assertConverts(DType.U64, new long[] {1, -2048, Long.MIN_VALUE}, 1, 0x1p64 - 2048, 0x1p63);
    }

    private static void assertConverts(DType dtype, Object elements, double... values) {
        NdArray array = NdArray.of(dtype, elements, 3);
        assertArrayEquals(values, array.toDoubles());
        for (int i = 0; i < values.length; i++) {
            assertEquals((float) values[i], array.toFloats()[i]);
        }
    }

    @Test
    void wideIntegersRoundOnce() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            long bits = random.nextLong() >>> random.nextInt(12);
            BigInteger unsigned = new BigInteger(Long.toUnsignedString(bits));
            NdArray array = NdArray.of(DType.U64, new long[] {bits}, 1);
            assertEquals(unsigned.floatValue(), array.toFloats()[0]);
            assertEquals(unsigned.doubleValue(), array.toDoubles()[0]);
            assertEquals((float) bits, NdArray.of(DType.I64, new long[] {bits}, 1).toFloats()[0]);
        }
    }

    @Test
    void everyHalfSurvivesTheWayThroughDouble() {
        short[] all = new short[1 << 16];
        for (int i = 0; i < all.length; i++) {
            all[i] = (short) i;
        }
        for (DType dtype : new DType[] {DType.F16, DType.BF16}) {
            NdArray halves = NdArray.of(dtype, all, all.length);
            double[] widened = halves.toDoubles();
            NdArray back = halves.to(DType.F64).to(dtype);
            double[] widenedAgain = back.toDoubles();
            for (int i = 0; i < all.length; i++) {
                assertEquals(Double.isNaN(widened[i]), Double.isNaN(widenedAgain[i]));
                if (!Double.isNaN(widened[i])) {
                    assertEquals(all[i], ((short[]) back.elements())[i]);
                }
            }
        }
    }

    @Test
    void narrowingRoundsToNearestOnce() {
        SplittableRandom random = new SplittableRandom(2);
        for (DType dtype : new DType[] {DType.F16, DType.BF16}) {
            for (int i = 0; i < 5000; i++) {
                double value = Math.scalb(random.nextDouble() + 1, random.nextInt(-14, 15));
                if (i % 2 == 0) { // just off the middle between two neighbours, where rounding twice goes wrong
                    double grid = dtype == DType.F16 ? 0x1p-11 : 0x1p-8;
                    value = 1 + grid * (2 * random.nextInt(50) + 1) + (i % 4 == 0 ? 0x1p-40 : -0x1p-40);
                }
                double rounded = NdArray.of(DType.F64, new double[] {value}, 1).to(dtype).toDoubles()[0];
                short bits = ((short[]) NdArray.of(DType.F64, new double[] {value}, 1).to(dtype).elements())[0];
                for (int step = -1; step <= 1; step += 2) {
                    short neighbour = (short) (bits + step);
                    double other = NdArray.of(dtype, new short[] {neighbour}, 1).toDoubles()[0];
                    BigDecimal here = new BigDecimal(value).subtract(new BigDecimal(rounded)).abs();
                    BigDecimal there = new BigDecimal(value).subtract(new BigDecimal(other)).abs();
                    assertTrue(here.compareTo(there) <= 0, () -> dtype + " of a double rounds away from nearest");
                }
            }
        }
        NdArray huge = NdArray.of(DType.F64, new double[] {1e300}, 1);
        assertEquals(Double.POSITIVE_INFINITY, huge.to(DType.BF16).toDoubles()[0]);
    }

    @Test
    void tensorsTakeRanksTwoToFour() {
        float[] values = new float[24];
        assertTrue(NdArray.of(values, 2, 3, 4, 1).toTensor().hasShape(2, 3, 4, 1));
        assertTrue(NdArray.of(values, 2, 3, 4).toTensor().hasShape(1, 2, 3, 4));
        assertTrue(NdArray.of(values, 6, 4).toTensor().hasShape(1, 1, 6, 4));
        assertSame(values, NdArray.of(values, 6, 4).toTensor().data());
        assertSame(values, NdArray.of(Tensor.of(values, 1, 1, 6, 4)).elements());
        for (NdArray wrong : new NdArray[] {NdArray.of(values, 24), NdArray.of(values, 1, 1, 1, 1, 24)}) {
            String message = assertThrows(IllegalArgumentException.class, wrong::toTensor).getMessage();
            assertTrue(message.contains(wrong.shapeString()), message);
        }
        NdArray huge = NdArray.of(new float[0], 0, 1L << 40);
        assertTrue(assertThrows(IllegalArgumentException.class, huge::toTensor).getMessage().contains("1099511627776"));
    }

    @Test
    void wrongElementsAreRefusedWithTheNumbers() {
        assertRefused("5 elements, shape (2, 3) needs 6", () -> NdArray.of(new float[5], 2, 3));
        assertRefused("more than 2^63", () -> NdArray.of(new float[5], 1L << 40, 1L << 40));
        assertRefused("(2, -3) has a negative", () -> NdArray.of(new float[6], 2, -3));
        assertRefused("rank 65 is more than 64", () -> NdArray.of(new float[1], new long[65]));
        assertRefused("F64 needs a double[], not a float[]", () -> NdArray.of(DType.F64, new float[1], 1));
        assertRefused("not null", () -> NdArray.of(DType.F64, null, 1));
        assertRefused("cannot convert to I8", () -> NdArray.of(new float[1], 1).to(DType.I8));
    }

    private static void assertRefused(String part, Runnable making) {
        String message = assertThrows(IllegalArgumentException.class, making::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void equalityIsOfTypeShapeAndBits() {
        NdArray array = NdArray.of(new float[] {1, 2}, 2);
        assertEquals(array, NdArray.of(new float[] {1, 2}, 2));
        assertEquals(array.hashCode(), NdArray.of(new float[] {1, 2}, 2).hashCode());
        assertNotEquals(array, NdArray.of(new float[] {1, 2}, 1, 2));
        assertNotEquals(array, NdArray.of(new float[] {1, 3}, 2));
        assertNotEquals(array, array.to(DType.F64));
        assertNotEquals(NdArray.of(new float[] {0f}, 1), NdArray.of(new float[] {-0f}, 1));
        assertEquals("F32(2,)", array.toString());
    }
}
