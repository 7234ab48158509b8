package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.goldenBytes;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.io.internal.npy.NpyReader;
import io.github.dysample.io.internal.safetensors.SafetensorsReader;
import io.github.dysample.io.internal.zip.ZipArchive;
import io.github.dysample.io.internal.zip.ZipMember;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of every format are read or refused, in bounded memory and time.
 *
 * <p>A reader may throw an {@link IOException} and nothing else, and allocate {@value #BYTES_PER_BYTE} bytes per byte
 * of the file and a fixed amount of buffers. Deflated members may expand 1032 times, and so may what is allocated.
 */
class MutationTest {
    private static final int MUTANTS = 30_000;
    private static final int BYTES_PER_BYTE = 64;
    private static final int DEFLATED_BYTES_PER_BYTE = 64 + 2 * 1032;
    private static final int FREE_BYTES = 1 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Reads a file that is damaged or not. */
    private interface Reader {
        Object read(MemoryBytes bytes) throws IOException;
    }

    /** A valid file, its reader, the memory it may allocate, and how a mutant of its bytes becomes a file. */
    private record Seed(String name, byte[] bytes, Reader reader, int bytesPerByte, UnaryOperator<byte[]> wrap) {
        Seed(String name, byte[] bytes, Reader reader) {
            this(name, bytes, reader, BYTES_PER_BYTE, UnaryOperator.identity());
        }
    }

    @TempDir
    Path folder;

    private static StateDict readAny(MemoryBytes bytes) throws IOException {
        return Checkpoints.read(bytes.name(), bytes.array());
    }

    private List<Seed> seeds() throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("up.offset.weight", NdArray.of(new float[] {1, 2, 3, 4}, 2, 2, 1, 1));
        arrays.put("up.init_pos", NdArray.of(new float[] {0, 0}, 1, 2, 1, 1).to(DType.F16));
        arrays.put("count", NdArray.of(DType.I64, new long[] {5}));
        StateDict dict = new StateDict(arrays, Map.of("format", "pt"));
        Path path = folder.resolve("seed");
        List<Seed> seeds = new ArrayList<>();

        Safetensors.write(path, dict);
        seeds.add(new Seed("safetensors", Files.readAllBytes(path), new SafetensorsReader()::read));
        byte[] trained = goldenBytes("cases/groups-2-pl-dynamic/weights.safetensors");
        seeds.add(new Seed("trained", trained, MutationTest::readAny));
        Npy.write(path, arrays.get("up.offset.weight"));
        seeds.add(new Seed("npy", Files.readAllBytes(path), NpyReader::readArray));
        String columnMajor = "{'descr': '>f2', 'fortran_order': True, 'shape': (2, 3), }\n";
        seeds.add(new Seed("npy 3", NpyTest.file(3, columnMajor, new byte[12]), NpyReader::readArray));
        Npz.write(path, dict);
        byte[] npz = Files.readAllBytes(path);
        seeds.add(new Seed("npz", npz, MutationTest::readAny));
        byte[] deflated = Zips.of(true, members(npz));
        seeds.add(new Seed(
                "deflated npz", deflated, MutationTest::readAny, DEFLATED_BYTES_PER_BYTE, UnaryOperator.identity()));
        byte[] pth = goldenBytes("checkpoints/parameter-views.pth");
        seeds.add(new Seed("pth", pth, MutationTest::readAny));
        // Inside an archive, where a mutant gets a good checksum, or none would come past it.
        for (String checkpoint : List.of("parameter-views", "half")) {
            Map<String, byte[]> members = members(goldenBytes("checkpoints/" + checkpoint + ".pth"));
            String pickle = members.keySet().stream()
                    .filter(name -> name.endsWith("data.pkl"))
                    .findFirst()
                    .orElseThrow();
            seeds.add(inside("pickle of " + checkpoint, members, pickle));
        }
        seeds.add(inside("npy in npz", members(npz), "up.offset.weight.npy"));
        return seeds;
    }

    private static Seed inside(String name, Map<String, byte[]> members, String mutated) {
        return new Seed(name, members.get(mutated), MutationTest::readAny, BYTES_PER_BYTE, mutant -> {
            Map<String, byte[]> copy = new LinkedHashMap<>(members);
            copy.put(mutated, mutant);
            return Zips.of(false, copy);
        });
    }

    private static Map<String, byte[]> members(byte[] archive) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        ZipArchive zip = ZipArchive.open(new MemoryBytes("seed", archive));
        for (ZipMember member : zip.members().values()) {
            try (InputStream in = zip.open(member)) {
                members.put(member.name(), in.readAllBytes());
            }
        }
        return members;
    }

    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        List<Seed> seeds = seeds();
        for (Seed seed : seeds) {
            seed.reader().read(new MemoryBytes(seed.name(), seed.wrap().apply(seed.bytes())));
        }
        int[] refused = new int[seeds.size()];
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            SplittableRandom random = new SplittableRandom(20231002);
            for (int i = 0; i < MUTANTS; i++) {
                Seed seed = seeds.get(i % seeds.size());
                byte[] other = seeds.get(random.nextInt(seeds.size())).bytes();
                byte[] mutant = seed.wrap().apply(Mutations.of(seed.bytes(), other, random));
                refused[i % seeds.size()] += isRefused(seed, mutant, i) ? 1 : 0;
            }
        });
        for (int i = 0; i < refused.length; i++) {
            int tried = MUTANTS / refused.length;
            int count = refused[i];
            String name = seeds.get(i).name();
            assertTrue(count > tried / 2, () -> count + " of " + tried + " mutants of " + name + " are refused");
            assertTrue(count < tried, () -> "no mutant of " + name + " comes through: the mutations are too coarse");
        }
    }

    private static boolean isRefused(Seed seed, byte[] mutant, int number) {
        MemoryBytes bytes = new MemoryBytes(seed.name(), mutant);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        boolean refused = false;
        try {
            seed.reader().read(bytes);
        } catch (IOException expected) {
            refused = true;
        } catch (RuntimeException | Error escaped) {
            fail("mutant " + number + ", a damaged " + seed.name(), escaped);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        long allowed = (long) seed.bytesPerByte() * mutant.length + FREE_BYTES;
        assertTrue(allocated <= allowed, () -> "mutant " + number + " of " + seed.name() + " allocates " + allocated
                + " bytes, a file of " + mutant.length + " may allocate " + allowed);
        return refused;
    }
}
