package io.github.dysample.io;

import java.io.IOException;

/** Takes the arrays of a file one after the other. */
@FunctionalInterface
public interface ArrayVisitor {
    /**
     * Takes an array, which it may keep.
     *
     * @param name its name in the file
     * @param array the array
     * @throws IOException to end the reading
     */
    void visit(String name, NdArray array) throws IOException;
}
