package io.github.dysample.io.internal.npy;

import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import io.github.dysample.io.internal.bytes.Quote;
import io.github.dysample.io.internal.format.CheckpointFile;
import io.github.dysample.io.internal.format.CheckpointFormat;
import io.github.dysample.io.internal.zip.ZipArchive;
import io.github.dysample.io.internal.zip.ZipMember;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the npz format: a zip archive of npy files. */
public final class NpzReader implements CheckpointFormat {
    private static final String SUFFIX = ".npy";

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
    public StateDict read(CheckpointFile file, Predicate<String> wanted) throws IOException {
        ZipArchive archive = file.archive();
        Map<String, NdArray> arrays = new LinkedHashMap<>();
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
                    arrays.put(name, NpyReader.read(in, member.size(), archive.memberName(member)));
                }
            }
        }
        return new StateDict(arrays);
    }
}
