package io.github.dysample.io.internal.format;

import io.github.dysample.io.ArrayVisitor;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import io.github.dysample.io.internal.bytes.Bytes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** A format of checkpoints. Implementations keep nothing between calls. */
public interface CheckpointFormat {
    /** The name for messages. */
    String name();

    /** Whether a file's first bytes, or its members if it is an archive, are those of this format. */
    boolean recognises(CheckpointFile file) throws IOException;

    /** Reads all arrays of a file. */
    default StateDict read(Bytes bytes) throws IOException {
        return read(new CheckpointFile(bytes), name -> true);
    }

    /** Reads the arrays whose names are wanted; of the others it checks no more than their place in the file. */
    default StateDict read(CheckpointFile file, Predicate<String> wanted) throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        StateDict rest = visit(file, wanted, arrays::put);
        return new StateDict(arrays, rest.metadata(), rest.inertClasses());
    }

    /**
     * Reads the arrays whose names are wanted and keeps none longer than it has to.
     *
     * @return what else is in the file, without arrays
     */
    StateDict visit(CheckpointFile file, Predicate<String> wanted, ArrayVisitor visitor) throws IOException;
}
