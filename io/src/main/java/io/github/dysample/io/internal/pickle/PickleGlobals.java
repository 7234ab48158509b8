package io.github.dysample.io.internal.pickle;

import io.github.dysample.io.FileFormatException;

/** The meaning of the globals and persistent ids of a pickle; the machine itself knows plain data only. */
public interface PickleGlobals {
    /** What stands for a global with a dotted name; the name is not looked up in this JVM or anywhere else. */
    Object find(String name) throws FileFormatException;

    /** The result of calling a value with arguments, which must be a tuple. */
    Object call(Object callee, Object arguments) throws FileFormatException;

    /** The value that a persistent id stands for. */
    Object persistent(Object id) throws FileFormatException;
}
