package io.github.dysample.io.internal;

import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the npz format: a zip archive of npy files. */
public final class NpzReader {
    private static final String SUFFIX = ".npy";

    private NpzReader() {}

    /**
     * Reads the arrays whose names are wanted; the names are those of the members, without {@code .npy} where they end
     * so.
     */
    public static StateDict read(ZipArchive archive, Predicate<String> wanted) throws IOException {
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
