package io.github.dysample.cuda.internal;

import io.github.dysample.cuda.CudaException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.NoSuchElementException;

/** Finds the driver's library, or why it cannot be used. */
final class DriverLibrary {
    /** Where the library is, if not where the system looks for it. */
    static final String PATH = "dysample.cuda.library";

    /** Of the PTX: CUDA 11.0, compute capability 7.5. */
    static final int LEAST_VERSION = 11_000;

    static final int LEAST_CAPABILITY = 75;

    private DriverLibrary() {}

    /** Why there is no GPU to compute on, in one sentence that a user can act on. */
    static final class UnavailableException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        UnavailableException(String reason) {
            super(reason);
        }
    }

    /**
     * {@return the driver, initialised}
     *
     * @throws UnavailableException if it cannot be used
     */
    static Driver open() {
        Driver driver = bound();
        try {
            driver.init();
        } catch (CudaException refused) {
            throw new UnavailableException("the NVIDIA driver finds no GPU it can use: " + refused.getMessage());
        }
        int version = driver.version();
        if (version < LEAST_VERSION) {
            throw new UnavailableException("the NVIDIA driver supports CUDA " + text(version) + ", the kernels need "
                    + text(LEAST_VERSION) + "; install a newer driver");
        }
        return driver;
    }

    private static String text(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }

    @SuppressWarnings("restricted") // the library is the driver, or what the user names
    private static Driver bound() {
        String path = System.getProperty(PATH);
        String name = path != null ? path : systemName();
        SymbolLookup library;
        try {
            library = path != null
                    ? SymbolLookup.libraryLookup(Path.of(path), Arena.global())
                    : SymbolLookup.libraryLookup(name, Arena.global());
            return new Driver(library);
        } catch (IllegalCallerException denied) {
            Module own = DriverLibrary.class.getModule();
            throw new UnavailableException("native access is denied; start java with --enable-native-access="
                    + (own.isNamed() ? own.getName() : "ALL-UNNAMED"));
        } catch (IllegalArgumentException missing) {
            throw new UnavailableException(path != null && Files.exists(Path.of(path))
                    ? name + " cannot be loaded: " + missing.getMessage()
                    : "there is no " + name + ", which an NVIDIA driver brings");
        } catch (NoSuchElementException old) {
            throw new UnavailableException(
                    name + " has no function " + old.getMessage() + "; install a newer NVIDIA driver");
        }
    }

    private static String systemName() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows")
                ? "nvcuda.dll"
                : "libcuda.so.1";
    }
}
