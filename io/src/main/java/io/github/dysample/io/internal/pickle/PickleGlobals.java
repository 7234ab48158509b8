package io.github.dysample.io.internal.pickle;

import io.github.dysample.io.FileFormatException;

/** The meaning of the globals and persistent ids of a pickle; the machine itself knows plain data only. */
public interface PickleGlobals {
    /** The value of a global with a dotted name; fails if it is not allowed. */
    Object find(String name) throws FileFormatException;

    /** The result of calling a value with arguments, which should be a tuple. */
    Object call(Object callee, Object arguments) throws FileFormatException;

    /** The value that a persistent id stands for. */
    Object persistent(Object id) throws FileFormatException;
}
