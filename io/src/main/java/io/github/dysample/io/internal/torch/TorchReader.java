package io.github.dysample.io.internal.torch;

import io.github.dysample.io.ArrayVisitor;
import io.github.dysample.io.StateDict;
import io.github.dysample.io.internal.format.CheckpointFile;
import io.github.dysample.io.internal.format.CheckpointFormat;
import io.github.dysample.io.internal.zip.ZipArchive;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** Reads the zip format of {@code torch.save}, and knows the files of earlier versions, which it refuses. */
public final class TorchReader implements CheckpointFormat {
    private static final int TAR_MAGIC_AT = 257;

    /** The members of the tar archives that PyTorch once wrote. */
    private static final List<String> MEMBERS = List.of("sys_info", "pickle", "storages", "tensors");

    @Override
    public String name() {
        return "PyTorch";
    }

    @Override
    public boolean recognises(CheckpointFile file) throws IOException {
        return isLegacy(file) || file.isZip() && picklePrefix(file.archive()) != null;
    }

    @Override
    public StateDict visit(CheckpointFile file, Predicate<String> wanted, ArrayVisitor visitor) throws IOException {
        if (isLegacy(file)) {
            throw file.bytes().fault(0, "the file is a PyTorch checkpoint from before version 1.6 or a bare pickle;"
                    + " load it with a current PyTorch and save its state dict again with torch.save");
        }
        ZipArchive archive = file.archive();
        String prefix = picklePrefix(archive);
        if (prefix == null) {
            throw archive.fault("the zip archive is not a PyTorch checkpoint, it has no data.pkl");
        }
        return new TorchArchive(archive, prefix).visit(wanted, visitor);
    }

    /** A tar archive of PyTorch's or a bare pickle. */
    private static boolean isLegacy(CheckpointFile file) {
        // The length of a safetensors header may begin with the byte of a pickle.
        boolean other = file.isZip() || file.has(Long.BYTES, "{");
        return !other && (file.has(0, "\u0080")
                || file.has(TAR_MAGIC_AT, "ustar") && MEMBERS.stream().anyMatch(name -> file.has(0, name + '\0')));
    }

    private static String picklePrefix(ZipArchive archive) {
        for (String name : archive.members().keySet()) {
            if (name.equals(TorchArchive.PICKLE) || name.endsWith("/" + TorchArchive.PICKLE)) {
                return name.substring(0, name.length() - TorchArchive.PICKLE.length());
            }
        }
        return null;
    }
}
