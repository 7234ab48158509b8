package io.github.dysample.io.internal.npy;

import io.github.dysample.io.ArrayVisitor;
import io.github.dysample.io.StateDict;
import io.github.dysample.io.internal.bytes.Quote;
import io.github.dysample.io.internal.format.CheckpointFile;
import io.github.dysample.io.internal.format.CheckpointFormat;
import io.github.dysample.io.internal.format.ForeignFile;
import io.github.dysample.io.internal.zip.ZipArchive;
import io.github.dysample.io.internal.zip.ZipMember;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the npz format: a zip archive of npy files. */
public final class NpzReader implements CheckpointFormat {
    private static final String SUFFIX = ".npy";
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    @Override
    public String name() {
        return "npz";
    }

    @Override
    public boolean recognises(CheckpointFile file) {
        return file.isZip();
    }

    /** Reads arrays under the names of the members, without {@code .npy} where they end so. */
    @Override
    public StateDict visit(CheckpointFile file, Predicate<String> wanted, ArrayVisitor visitor) throws IOException {
        ZipArchive archive = file.archive();
        requireArrays(archive);
        Set<String> names = new HashSet<>();
        for (ZipMember member : archive.members().values()) {
            String name = member.name().endsWith(SUFFIX)
                    ? member.name().substring(0, member.name().length() - SUFFIX.length())
                    : member.name();
            if (!names.add(name)) {
                throw archive.fault("the archive has two arrays named " + Quote.of(name));
            }
            if (wanted.test(name)) {
                try (InputStream in = archive.open(member)) {
                    visitor.visit(name, NpyReader.read(in, member.size(), archive.memberName(member)));
                }
            }
        }
        return new StateDict(Map.of());
    }

    /** NumPy names its arrays .npy; under other names the first member must at least be one. */
    private static void requireArrays(ZipArchive archive) throws IOException {
        List<String> names = List.copyOf(archive.members().keySet());
        if (names.isEmpty() || names.stream().anyMatch(name -> name.endsWith(SUFFIX))) {
            return;
        }
        try (InputStream in = archive.open(archive.members().get(names.getFirst()))) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw archive.fault("the zip archive " + ForeignFile.describe(names));
            }
        }
    }
}
