package io.github.dysample;

import io.github.dysample.spi.BackendProvider;
import io.github.dysample.spi.Probe;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The backends of this JVM: which there are, which one computes, and why.
 *
 * <p>The automatic choice is the available backend of the highest priority. While the JVM has not compiled the vector
 * backend, a layer of the automatic choice computes on the scalar one, band by band whichever is faster, to the same
 * bits; a backend asked for by name is that backend alone. The system property
 * {@value #PROPERTY} takes its place: a backend asked for by name that cannot run is an error, never a silent fallback.
 * A backend is probed when it is first asked for or about, once per JVM. Thread-safe.
 */
public final class Backends {
    /** The system property that names the backend to use. */
    public static final String PROPERTY = "dysample.backend";

    /** The backends of other modules of this project, and where they are. */
    private static final Map<String, String> ARTIFACTS = Map.of("cuda", "io.github.dysample:dysample-cuda");

    /**
     * A backend that was found, whether it can run or not.
     *
     * @param name the name to choose it by
     * @param priority its rank in the automatic choice
     * @param probe whether it can run here, and why
     */
    public record Candidate(String name, int priority, Probe probe) {}

    private Backends() {}

    /** {@return all backends found, by falling priority, with their probe results} */
    public static List<Candidate> all() {
        return Registry.ENTRIES.stream().map(Entry::candidate).toList();
    }

    /**
     * The backend to use: the one the system property names, else the best available.
     *
     * <p>The first automatic choice that passes over a backend of higher priority says so once to the
     * {@link System.Logger} of this class's name.
     *
     * @return the backend
     * @throws IllegalStateException if the property names a backend that is unknown or cannot run
     */
    public static Backend best() {
        String forced = forced();
        if (forced == null) {
            Registry.logFallbackOnce();
            return Registry.automatic().automaticBackend();
        }
        try {
            return named(forced);
        } catch (IllegalArgumentException | IllegalStateException unusable) {
            throw new IllegalStateException("-D" + PROPERTY + "=" + forced + ": " + unusable.getMessage(), unusable);
        }
    }

    /**
     * The backend of a name.
     *
     * @param name such as {@code scalar} or {@code vector}
     * @return the backend
     * @throws IllegalArgumentException if no backend has that name; the message lists those there are
     * @throws IllegalStateException if it cannot run here, with the reason
     */
    public static Backend named(String name) {
        for (Entry entry : Registry.ENTRIES) {
            if (entry.provider.name().equals(name)) {
                if (entry.candidate().probe() instanceof Probe.Unavailable(String reason)) {
                    throw new IllegalStateException("backend " + name + " is unavailable: " + reason);
                }
                return entry.backend();
            }
        }
        String known = Registry.ENTRIES.stream().map(entry -> entry.provider.name()).collect(Collectors.joining(", "));
        String artifact = ARTIFACTS.get(name);
        throw new IllegalArgumentException(artifact == null
                ? "there is no backend \"" + name + "\", only " + known
                : "the backend \"" + name + "\" is in the artifact " + artifact
                        + ", which is not on the class or module path; there are " + known);
    }

    /** {@return why {@link #best()} gives the backend it gives, and why it passed over those it did} */
    public static String why() {
        String forced = forced();
        if (forced != null) {
            return forced + " was asked for by -D" + PROPERTY;
        }
        Entry chosen = Registry.automatic();
        StringBuilder text = new StringBuilder(chosen.provider.name())
                .append(" is the best available (")
                .append(chosen.candidate().probe().text())
                .append(")");
        for (Entry passedOver : Registry.passedOver()) {
            text.append("; ").append(passedOver.unavailable());
        }
        return text.toString();
    }

    private static String forced() {
        String name = System.getProperty(PROPERTY);
        return name == null || name.isBlank() ? null : name.strip();
    }

    /** A provider with its probe result, and its backend once it is wanted. */
    private static final class Entry {
        private final BackendProvider provider;
        private Candidate candidate; // guarded by this
        private Backend backend; // guarded by this
        private Backend automaticBackend; // guarded by this

        Entry(BackendProvider provider) {
            this.provider = provider;
        }

        /** Probing the vector backend takes tens of milliseconds; callers of the scalar one do not pay for it. */
        synchronized Candidate candidate() {
            if (candidate == null) {
                candidate = new Candidate(provider.name(), provider.priority(), provider.probe());
            }
            return candidate;
        }

        synchronized Backend backend() {
            if (backend == null) {
                backend = Backend.of(provider.name(), provider.create());
            }
            return backend;
        }

        synchronized Backend automaticBackend() {
            if (automaticBackend == null) {
                automaticBackend = Backend.of(provider.name(), provider.createAutomatic());
            }
            return automaticBackend;
        }

        String unavailable() {
            return provider.name() + " is unavailable: " + candidate().probe().text();
        }
    }

    /** Filled when first used, so that loading {@link Backends} costs nothing. */
    private static final class Registry {
        static final List<Entry> ENTRIES = load();
        private static boolean fallbackLogged; // guarded by the class

        private static List<Entry> load() {
            return ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).stream()
                    .map(provider -> new Entry(provider.get()))
                    .sorted(Comparator.comparingInt((Entry entry) -> entry.provider.priority())
                            .reversed()
                            .thenComparing(entry -> entry.provider.name()))
                    .toList();
        }

        static Entry automatic() {
            return ENTRIES.stream()
                    .filter(entry -> entry.candidate().probe().isAvailable())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "no backend was found; the library's own META-INF/services entries are missing"));
        }

        static List<Entry> passedOver() {
            return ENTRIES.stream()
                    .takeWhile(entry -> !entry.candidate().probe().isAvailable())
                    .toList();
        }

        static synchronized void logFallbackOnce() {
            if (fallbackLogged) {
                return;
            }
            fallbackLogged = true;
            for (Entry entry : passedOver()) {
                System.getLogger(Backends.class.getName())
                        .log(Level.INFO, "{0}; using {1}", entry.unavailable(), automatic().provider.name());
            }
        }
    }
}
