package io.github.dysample.io;

import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;

/** Nothing of the library outlives its work: no hook, thread or thread-local keeps an application's classes loaded. */
class ClassLoaderTest {
    @TempDir
    private Path folder;

    @Test
    void theLoaderOfTheLibraryCanBeCollected() throws Exception {
        WeakReference<ClassLoader> loader = use();
        for (int i = 0; i < 50 && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertNull(loader.get());
    }

    /** Computes, writes and reads with a copy of the library that only one loader knows. */
    private WeakReference<ClassLoader> use() throws Exception {
        URL[] library = {
            location(DySample.class), location(DySampleLayers.class), location(JsonParser.class), location(Use.class)
        };
        try (URLClassLoader loader = new URLClassLoader(library, ClassLoader.getPlatformClassLoader())) {
            loader.loadClass(Use.class.getName()).getMethod("of", Path.class).invoke(null, folder);
            return new WeakReference<>(loader);
        }
    }

    private static URL location(Class<?> type) throws Exception {
        return URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()).toURL();
    }

    /** What an application does with the library. */
    public static final class Use {
        /** In a folder. */
        public static void of(Path folder) throws Exception {
            var weights = DySampleWeights.initial(DySampleConfig.dySample(8), 1);
            DySample.of(weights).forward(Tensor.zeros(1, 8, 9, 9));
            for (String name : new String[] {"a.safetensors", "a.npz"}) {
                Path file = folder.resolve(name);
                Checkpoints.write(file, DySampleLayers.toStateDict("up", weights));
                DySampleLayers.read(file);
            }
        }
    }
}
