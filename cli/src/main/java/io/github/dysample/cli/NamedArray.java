package io.github.dysample.cli;

import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.NdArray;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One array of a file of any format that is read: the only one of .npy, a picture or standard input, one with a name of
 * a checkpoint.
 *
 * @param file the file, for messages
 * @param name its name there, null if the file knows no names
 * @param array the array
 */
record NamedArray(String file, String name, NdArray array) {
    private static final int MOST_SHOWN = 8;

    /**
     * Reads the array; no other array of the file is read.
     *
     * @param name which, or null for the only one
     * @param option which option gives the name, for messages
     */
    static NamedArray read(Path file, String name, String option, StandardStreams streams) throws IOException {
        if (holdsOne(file)) {
            if (name != null) {
                throw new UsageException(StandardStreams.inputName(file) + " holds one array without a name; leave "
                        + option + " out");
            }
            return new NamedArray(StandardStreams.inputName(file), null, ArrayFile.read(file, streams).array());
        }
        List<String> names = new ArrayList<>();
        Checkpoints.read(file, each -> {
            names.add(each);
            return false;
        });
        String chosen = chosen(file, names, name, option);
        return new NamedArray(file.toString(), chosen, Checkpoints.read(file, chosen::equals).get(chosen));
    }

    /** {@return whether the file has no names} */
    static boolean holdsOne(Path file) {
        return StandardStreams.isMeantBy(file) || FileExtension.isOfTensor(file);
    }

    private static String chosen(Path file, List<String> names, String name, String option) {
        if (name == null && names.size() == 1) {
            return names.getFirst();
        }
        if (name != null && names.contains(name)) {
            return name;
        }
        String has = names.isEmpty() ? "none" : String.join(", ", names.subList(0, Math.min(MOST_SHOWN, names.size())))
                + (names.size() > MOST_SHOWN ? " and " + (names.size() - MOST_SHOWN) + " more" : "");
        throw new UsageException(name == null
                ? file + " has " + names.size() + " arrays (" + has + "); say which with " + option
                : file + ": no array \"" + name + "\"; it has: " + has);
    }

    /** {@return the place, the type and the shape} */
    @Override
    public String toString() {
        return Printable.of(file + (name == null ? "" : ", " + name)) + ": " + array;
    }
}
