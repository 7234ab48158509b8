package io.github.dysample.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a file is said to hold, by the end of its name. */
enum FileExtension {
    NPY("npy"),
    NPZ("npz"),
    SAFETENSORS("safetensors"),
    TORCH("pt", "pth"),
    ONNX("onnx"),
    PNG("png"),
    JPEG("jpg", "jpeg"),
    TIFF("tif", "tiff"),
    BMP("bmp"),
    GIF("gif");

    /** Those that hold one tensor without a name. */
    static final Set<FileExtension> TENSORS = Set.of(NPY, PNG, JPEG, TIFF, BMP, GIF);

    private final List<String> endings;

    FileExtension(String... endings) {
        this.endings = List.of(endings);
    }

    /** {@return the kind of a file} */
    static FileExtension of(Path file) {
        return ofOneOf(Set.of(values()), file);
    }

    /** {@return the kind of an ending, which must be one of those that fit} */
    static FileExtension named(Set<FileExtension> fitting, String ending) {
        return find(fitting, ending).orElseThrow(() -> new IllegalArgumentException(
                "'" + ending + "' is not " + endings(fitting).replace(".", "")));
    }

    /** {@return the kind of a file, which must be one of those that fit} */
    static FileExtension ofOneOf(Set<FileExtension> fitting, Path file) {
        return find(fitting, ending(file)).orElseThrow(() -> new UsageException(file + (Files.isDirectory(file)
                ? ": is a folder; name a file that ends in "
                : ": the name must end in ") + endings(fitting)));
    }

    private static Optional<FileExtension> find(Set<FileExtension> fitting, String ending) {
        return Arrays.stream(values())
                .filter(kind -> fitting.contains(kind) && kind.endings.contains(ending.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** {@return whether the name is that of an array, a picture or the description of a golden case} */
    static boolean isOfData(Path file) {
        return find(Set.of(values()), ending(file)).isPresent()
                || file.getFileName().toString().equals("case.json");
    }

    /** {@return whether the name is that of a file with one tensor without a name} */
    static boolean isOfTensor(Path file) {
        return isOfOneOf(TENSORS, file);
    }

    /** {@return whether the name is that of one of some kinds} */
    static boolean isOfOneOf(Set<FileExtension> kinds, Path file) {
        return find(kinds, ending(file)).isPresent();
    }

    private static String ending(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String endings(Set<FileExtension> kinds) {
        List<String> all = Arrays.stream(values())
                .filter(kinds::contains)
                .flatMap(kind -> kind.endings.stream())
                .map(ending -> "." + ending)
                .toList();
        return all.size() == 1
                ? all.getFirst()
                : String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast();
    }

    /** {@return what the name of a new file ends in} */
    String ending() {
        return endings.getFirst();
    }

    /** {@return whether the file is a picture} */
    boolean isPicture() {
        return TENSORS.contains(this) && this != NPY;
    }

    /** {@return whether the file holds one tensor without a name} */
    boolean isTensor() {
        return TENSORS.contains(this);
    }
}
