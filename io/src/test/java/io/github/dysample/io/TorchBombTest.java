package io.github.dysample.io;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.io.internal.torch.TorchReader;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Small pickles that describe much are refused before they cost much. */
class TorchBombTest {
    private static final int BYTES_PER_BYTE = 64;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static void assertDefused(String reason, boolean deflated, byte[] pickle) {
        byte[] archive = Zips.of(deflated, Map.of("x/data.pkl", pickle, "x/data/0", new byte[48]));
        long allowed = (long) BYTES_PER_BYTE * archive.length + (4 << 20);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            FileFormatException refused = assertThrows(
                    FileFormatException.class, () -> new TorchReader().read(new MemoryBytes("bomb", archive)));
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(refused.reason().contains(reason), refused.reason());
            assertTrue(allocated <= allowed, () -> allocated + " bytes for " + archive.length);
        });
    }

    @Test
    void emptyDicts() {
        byte[] dicts = new PickleBuilder().op("}".repeat(30_000_000)).stop();
        assertDefused("the member has 30000003 bytes", true, dicts);
        byte[] fewer = new PickleBuilder().op("}".repeat(1_000_000)).stop();
        assertDefused("the values of the pickle unfold", true, fewer);
        byte[] stored = new PickleBuilder().op("}".repeat(5_000_000)).stop();
        assertDefused("unfold to more", false, stored.clone());
    }

    @Test
    void viewsOfHighRank() {
        assertDefused("the member has", true, views(10_000_000));
        assertDefused("the values of the pickle unfold", true, views(200_000));
        assertDefused("the values of the pickle unfold", false, views(1_000_000));
    }

    private static byte[] views(int count) {
        long[] ones = new long[NdArray.MAX_RANK];
        Arrays.fill(ones, 1);
        return new PickleBuilder()
                .global("torch._utils", "_rebuild_tensor_v2")
                .raw('q', 0)
                .op("(")
                .storage("FloatStorage", "0", 12)
                .integer(0)
                .integers(ones)
                .integers(ones)
                .raw(0x89)
                .op("Nt")
                .raw('q', 1)
                .op("h\0h\1R".repeat(count))
                .stop();
    }

    @Test
    void numbersAndEntries() {
        assertDefused("unfold", true, new PickleBuilder().op("K\1".repeat(300_000)).stop());
        PickleBuilder entries = new PickleBuilder().text("k").raw('q', 0).op("}h\0h\0s".repeat(150_000));
        assertDefused("unfold", true, entries.stop());
    }
}
