package io.github.dysample.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages files: one to four changes, of the kinds that break readers. */
public final class Mutations {
    private static final long[] NUMBERS = {
        0, 1, -1, 2, 7, 127, 128, 255, 256, 32767, 65535, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xFFFFFFFFL,
        1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40, 100_000_000
    };

    private Mutations() {}

    /** A damaged copy; {@code other} is where spliced pieces come from. */
    public static byte[] of(byte[] file, byte[] other, SplittableRandom random) {
        byte[] mutant = file.clone();
        int changes = random.nextInt(1, 5);
        for (int i = 0; i < changes && mutant.length > 0; i++) {
            mutant = change(mutant, other, random);
        }
        return mutant;
    }

    private static byte[] change(byte[] file, byte[] other, SplittableRandom random) {
        int at = position(file, random);
        switch (random.nextInt(9)) {
            case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> file[at] = (byte) random.nextInt(256);
            case 2 -> file[at] += (byte) random.nextInt(-2, 3);
            case 3 -> {
                return Arrays.copyOf(file, at);
            }
            case 4 -> {
                return splice(file, at, at, randomBytes(random));
            }
            case 5 -> {
                return splice(file, at, Math.min(file.length, at + random.nextInt(1, 20)), new byte[0]);
            }
            case 6 -> number(file, at, random);
            case 7 -> {
                int from = random.nextInt(other.length);
                int to = Math.min(other.length, from + random.nextInt(1, 40));
                return splice(file, at, Math.min(file.length, at + to - from), Arrays.copyOfRange(other, from, to));
            }
            default -> {
                int to = Math.min(file.length, at + random.nextInt(1, 40));
                return splice(file, at, at, Arrays.copyOfRange(file, at, to));
            }
        }
        return file;
    }

    /** Half of the changes hit the first 300 bytes or the last 300, where headers and directories are. */
    private static int position(byte[] file, SplittableRandom random) {
        int near = Math.min(file.length, 300);
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(near);
            case 1 -> file.length - 1 - random.nextInt(near);
            default -> random.nextInt(file.length);
        };
    }

    private static void number(byte[] file, int at, SplittableRandom random) {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long value = NUMBERS[random.nextInt(NUMBERS.length)];
        int room = file.length - at;
        switch (random.nextInt(3)) {
            case 0 -> {
                if (room >= 2) {
                    buffer.putShort(at, (short) value);
                }
            }
            case 1 -> {
                if (room >= 4) {
                    buffer.putInt(at, (int) value);
                }
            }
            default -> {
                if (room >= 8) {
                    buffer.putLong(at, value);
                }
            }
        }
    }

    private static byte[] randomBytes(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(1, 20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] splice(byte[] file, int from, int to, byte[] piece) {
        byte[] result = new byte[file.length - (to - from) + piece.length];
        System.arraycopy(file, 0, result, 0, from);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(file, to, result, from + piece.length, file.length - to);
        return result;
    }
}
