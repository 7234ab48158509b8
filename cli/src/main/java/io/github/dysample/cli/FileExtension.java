package io.github.dysample.cli;

import java.nio.file.Path;
import java.util.Locale;

/** What a file is said to hold, by the end of its name. */
enum FileExtension {
    NPY,
    NPZ,
    SAFETENSORS,
    TORCH,
    PNG,
    JPEG;

    /** {@return the kind of a file} */
    static FileExtension of(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "npy" -> NPY;
            case "npz" -> NPZ;
            case "safetensors" -> SAFETENSORS;
            case "pt", "pth" -> TORCH;
            case "png" -> PNG;
            case "jpg", "jpeg" -> JPEG;
            default -> throw new UsageException(file + ": the name must end in .npy, .npz, .safetensors, .pt, .pth, "
                    + ".png, .jpg or .jpeg");
        };
    }

    /** {@return whether the file is a picture} */
    boolean isPicture() {
        return this == PNG || this == JPEG;
    }

    /** {@return whether the file holds one tensor without a name} */
    boolean isTensor() {
        return this == NPY || isPicture();
    }
}
