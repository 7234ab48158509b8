package io.github.dysample.testing;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.List;

/**
 * Code that must cope with any bytes.
 *
 * @param name of one word, also that of its folder
 * @param seeds bytes from which others are made; it takes some of them
 * @param words what a file of this kind is made of
 * @param attack gives it some bytes; anything thrown is a find
 */
public record FuzzTarget(String name, List<byte[]> seeds, List<String> words, Attack attack) {
    /** Gives the code some bytes. */
    public interface Attack {
        /** {@return whether it takes them}; throws if it does not cope with them. */
        boolean takes(byte[] bytes) throws IOException;
    }

    /** The targets of a module; has a constructor without arguments, since another JVM makes it by its name. */
    public interface Source {
        /** {@return all of them} */
        List<FuzzTarget> targets() throws IOException;

        /** {@return the targets of a class of this kind, which need not be public} */
        static List<FuzzTarget> of(Class<?> type) throws ReflectiveOperationException, IOException {
            Constructor<? extends Source> constructor = type.asSubclass(Source.class).getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance().targets();
        }
    }
}
