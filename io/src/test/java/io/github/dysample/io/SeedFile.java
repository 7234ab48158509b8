package io.github.dysample.io;

import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.io.internal.npy.NpyReader;
import io.github.dysample.io.internal.npy.NpzWriter;
import io.github.dysample.io.internal.safetensors.SafetensorsReader;
import io.github.dysample.io.internal.zip.ZipArchive;
import io.github.dysample.io.internal.zip.ZipMember;
import io.github.dysample.testing.ReadingRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A valid file from which tests make damaged ones.
 *
 * @param bytes the file, or the part of it that is damaged
 * @param reader reads the file, damaged or not
 * @param rule what the reader may do
 * @param wrap makes a file of the part
 */
record SeedFile(String name, byte[] bytes, Reader reader, ReadingRule rule, UnaryOperator<byte[]> wrap) {
    private static final long FREE_BYTES = 1 << 20;

    /** Tighter than what is documented, since these files are small. */
    static final ReadingRule RULE = new ReadingRule(64, FREE_BYTES);

    /** Deflated members may expand 1032 times, and so may what is allocated. */
    private static final ReadingRule DEFLATED = new ReadingRule(64 + 2 * 1032, FREE_BYTES);

    /** Reads a file that is damaged or not. */
    interface Reader {
        Object read(MemoryBytes bytes) throws IOException;
    }

    private SeedFile(String name, byte[] bytes, Reader reader) {
        this(name, bytes, reader, RULE, UnaryOperator.identity());
    }

    /** Files of every format, and parts inside archives. */
    static List<SeedFile> all() throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("up.offset.weight", NdArray.of(new float[] {1, 2, 3, 4}, 2, 2, 1, 1));
        arrays.put("up.init_pos", NdArray.of(new float[] {0, 0}, 1, 2, 1, 1).to(DType.F16));
        arrays.put("count", NdArray.of(DType.I64, new long[] {5}));
        StateDict dict = new StateDict(arrays, Map.of("format", "pt"));
        List<SeedFile> seeds = new ArrayList<>();

        seeds.add(new SeedFile("safetensors", Safetensors.toBytes(dict), new SafetensorsReader()::read));
        byte[] trained = TestFiles.goldenBytes("cases/groups-2-pl-dynamic/weights.safetensors");
        seeds.add(new SeedFile("trained", trained, SeedFile::readAny));
        seeds.add(new SeedFile("npy", Npy.toBytes(arrays.get("up.offset.weight")), NpyReader::readArray));
        String columnMajor = "{'descr': '>f2', 'fortran_order': True, 'shape': (2, 3), }\n";
        seeds.add(new SeedFile("npy 3", NpyTest.file(3, columnMajor, new byte[12]), NpyReader::readArray));
        byte[] npz = npz(arrays);
        seeds.add(new SeedFile("npz", npz, SeedFile::readAny));
        byte[] deflated = Zips.of(true, members(npz));
        seeds.add(new SeedFile("deflated npz", deflated, SeedFile::readAny, DEFLATED, UnaryOperator.identity()));
        byte[] pth = TestFiles.goldenBytes("checkpoints/parameter-views.pth");
        seeds.add(new SeedFile("pth", pth, SeedFile::readAny));
        // Inside an archive, where a mutant gets a good checksum, or none would come past it.
        for (String checkpoint : List.of("parameter-views", "half")) {
            Map<String, byte[]> members = members(TestFiles.goldenBytes("checkpoints/" + checkpoint + ".pth"));
            seeds.add(inside("pickle of " + checkpoint, members, pickleIn(members)));
        }
        seeds.add(inside("npy in npz", members(npz), "up.offset.weight.npy"));
        return seeds;
    }

    private static SeedFile inside(String name, Map<String, byte[]> members, String mutated) {
        return new SeedFile(name, members.get(mutated), SeedFile::readAny, RULE, wrap(members, mutated));
    }

    /** Puts a part in the place of a member of an archive. */
    static UnaryOperator<byte[]> wrap(Map<String, byte[]> members, String replaced) {
        return part -> {
            Map<String, byte[]> copy = new LinkedHashMap<>(members);
            copy.put(replaced, part);
            return Zips.of(false, copy);
        };
    }

    /** The members of a valid archive. */
    static Map<String, byte[]> members(byte[] archive) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        ZipArchive zip = ZipArchive.open(new MemoryBytes("seed", archive));
        for (ZipMember member : zip.members().values()) {
            try (InputStream in = zip.open(member)) {
                members.put(member.name(), in.readAllBytes());
            }
        }
        return members;
    }

    /** The name of a checkpoint's pickle. */
    static String pickleIn(Map<String, byte[]> members) {
        return members.keySet().stream().filter(name -> name.endsWith("data.pkl")).findFirst().orElseThrow();
    }

    static byte[] npz(Map<String, NdArray> arrays) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NpzWriter.write(bytes, arrays);
        return bytes.toByteArray();
    }

    private static StateDict readAny(MemoryBytes bytes) throws IOException {
        return Checkpoints.read(bytes.name(), bytes.array());
    }
}
