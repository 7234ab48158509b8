package io.github.dysample.io;

import io.github.dysample.io.internal.bytes.FileBytes;
import io.github.dysample.io.internal.torch.TorchReader;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Checkpoints as {@code torch.save} writes them since PyTorch 1.6: a zip archive with a pickle. Safe to call from any
 * thread.
 *
 * <p>The pickle is run by a small machine of our own that knows dicts, tuples, numbers, text and tensors. A pickle that
 * names anything else, a model class for instance, is refused, and the message gives the name; classes are never loaded
 * and code is never run. Other things that training scripts keep, such as sets, counters, devices and bytes, are
 * accepted and dropped.
 */
public final class TorchCheckpoint {
    private TorchCheckpoint() {}

    /**
     * Reads the state dict of a checkpoint.
     *
     * <p>Which dict that is, starting at the top: the one under {@code state_dict}, if tensors are in it; else the dict
     * itself, if it has tensors; else the only one of its dicts that holds tensors; else, if several do, all of them.
     * Nested names are joined with dots; values other than tensors, keys other than strings, and lists are passed over.
     * A dict that occurs twice is read where it occurs first. Only the tensors found like this are read.
     *
     * <p>Other dicts of tensors beside {@code state_dict}, of averaged weights for instance, follow with their keys as
     * prefixes, such as {@code ema_state_dict.}; keys that begin with {@code optim} do not.
     *
     * <p>Views, transposed and shared storages are resolved: the arrays are row-major. Tensors that repeat their
     * storage may unfold to 16 times the file. The CRC-32 of every member read is checked, so a file saved with
     * {@code set_crc32_options(False)} is refused.
     *
     * @param file a {@code .pt} or {@code .pth} file
     * @return the tensors by name, in the order of the dict; no metadata
     * @throws FileFormatException if the file is damaged, names something that is not allowed, holds no dict of
     *     tensors, or is from before PyTorch 1.6; those are refused with the advice to save them again
     * @throws IOException if it cannot be read
     */
    public static StateDict read(Path file) throws IOException {
        try (FileBytes bytes = new FileBytes(file)) {
            return new TorchReader().read(bytes);
        }
    }
}
