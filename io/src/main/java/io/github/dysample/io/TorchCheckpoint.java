package io.github.dysample.io;

import io.github.dysample.io.internal.bytes.FileBytes;
import io.github.dysample.io.internal.torch.TorchReader;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Checkpoints as {@code torch.save} writes them since PyTorch 1.6: a zip archive with a pickle. Safe to call from any
 * thread.
 *
 * <p>The promise: the pickle is read by a small machine of our own, which knows dicts, lists, tuples, numbers, text and
 * tensors. Whatever else it names, a model's class for instance, stays a name: nothing is looked up, imported, loaded
 * or run, and objects of such classes are data, whose attributes and items are kept. {@link StateDict#inertClasses}
 * lists the names. A file is refused only if no tensor can be reached, or if it is damaged.
 *
 * <p>The cost: a file of n bytes makes its reader allocate at most 128·n bytes and 4 MB, and the tensors it holds.
 */
public final class TorchCheckpoint {
    private TorchCheckpoint() {}

    /**
     * Reads the state dict of a checkpoint.
     *
     * <p>Which dict that is, starting at the top: what is under {@code state_dict}, if tensors are in it; else a dict
     * with tensors of its own, or a pickled {@code torch.nn.Module}; else the only one of its values that holds
     * tensors; else, if several do, all of them. At the top, lists and tuples count as dicts of their numbered
     * elements.
     *
     * <p>A module has the names of its {@code state_dict()}: parameters, buffers that are persistent, and submodules, a
     * shared one under each of its names; wrappers such as {@code nn.DataParallel} have their own, {@code module.}. So
     * have those of a TorchScript archive, where all tensors count as persistent. Objects of other classes count as
     * dicts of what they hold. Nested names are joined with dots; values other than tensors, keys other than strings,
     * and lists further down are passed over. A plain dict that occurs twice is read where it occurs first.
     *
     * <p>Other dicts of tensors beside {@code state_dict}, of averaged weights for instance, follow with their keys as
     * prefixes, such as {@code ema_state_dict.}; keys that begin with {@code optim} do not.
     *
     * <p>Views, transposed and shared storages are resolved: the arrays are row-major. Tensors that repeat their
     * storage, or have several names, may unfold to 16 times the file. The CRC-32 of every member read is checked, so a
     * file saved with {@code set_crc32_options(False)} is refused.
     *
     * @param file a {@code .pt} or {@code .pth} file
     * @return the tensors by name, in the order of the dict; no metadata
     * @throws FileFormatException if the file is damaged, holds no tensors, or is from before PyTorch 1.6; those are
     *     refused with the advice to save them again
     * @throws IOException if it cannot be read
     */
    public static StateDict read(Path file) throws IOException {
        try (FileBytes bytes = new FileBytes(file)) {
            return new TorchReader().read(bytes);
        }
    }
}
