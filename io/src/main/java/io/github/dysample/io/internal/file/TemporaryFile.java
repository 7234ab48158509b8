package io.github.dysample.io.internal.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The file that a replacement is written to, locked until it is moved or closed. A hook deletes it if the JVM is told
 * to exit meanwhile; it is registered no longer than that. After a kill, no process holds the lock: the next write
 * beside it deletes what it finds unlocked.
 */
public final class TemporaryFile implements AutoCloseable {
    private static final String SUFFIX = ".tmp";
    private static final long EXIT_NANOS = 500_000_000;

    /** The files that this process is writing. */
    private static final Set<Path> WRITING = ConcurrentHashMap.newKeySet();

    private final OutputTarget target;
    private final Path path;
    private final Thread hook = new Thread(this::delete);
    private final boolean hooked;
    private FileChannel channel; // guarded by this
    private boolean ended; // guarded by this

    /** For the replacement of a target; sweeps what processes left that were killed on writing the same one. */
    public TemporaryFile(OutputTarget target) {
        this.target = target;
        String prefix = ".dysample-" + Integer.toHexString(target.file().getFileName().hashCode()) + "-";
        Path folder = target.file().toAbsolutePath().getParent();
        sweep(folder, prefix);
        path = folder.resolve(prefix + Long.toHexString(ThreadLocalRandom.current().nextLong()) + SUFFIX);
        WRITING.add(path);
        hooked = register();
    }

    private boolean register() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return true;
        } catch (IllegalStateException ending) {
            return false; // a program may still write while it ends
        }
    }

    private static void sweep(Path folder, String prefix) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, prefix + "*" + SUFFIX)) {
            for (Path file : left) {
                // To open and close a file of this process would give its lock up.
                if (!WRITING.contains(file)) {
                    deleteIfUnlocked(file);
                }
            }
        } catch (IOException | DirectoryIteratorException unlisted) {
            // A folder that may be written to, but not listed, is not swept.
        }
    }

    private static void deleteIfUnlocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | OverlappingFileLockException inUse) {
            // Being written, already gone, or not ours to delete: none of that concerns the write that begins.
        }
    }

    /** The path, for telling failures about it from others. */
    public Path path() {
        return path;
    }

    /** Writes the file with some content. */
    public void write(Content content) throws IOException {
        if (hooked) {
            content.writeTo(open());
            return;
        }
        // Nothing would delete the file if the JVM ended half-way, so it is there for as short a time as can be. A
        // thread that the exit does not wait for is gone before that: only hooks get past the pause.
        LockSupport.parkNanos(EXIT_NANOS);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        content.writeTo(whole);
        whole.writeTo(open());
    }

    /** What writes. */
    public interface Content {
        /** Writes everything. */
        void writeTo(OutputStream out) throws IOException;
    }

    private synchronized OutputStream open() throws IOException {
        requireRunning();
        channel = target.create(path);
        try {
            channel.tryLock();
        } catch (IOException unsupported) {
            // A file system without locks: a killed process leaves its file here for the user to delete.
        }
        return Channels.newOutputStream(channel);
    }

    /** Puts it in the place of the target; it stays locked until it is there. */
    public synchronized void replaceTarget() throws IOException {
        requireRunning();
        target.applyPermissions(path);
        try {
            Files.move(path, target.file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException notHere) {
            Files.move(path, target.file(), StandardCopyOption.REPLACE_EXISTING);
        }
        channel.close();
    }

    private void requireRunning() throws IOException {
        if (ended) {
            throw new InterruptedIOException("told to exit, nothing is left behind");
        }
    }

    private synchronized void delete() {
        ended = true;
        try {
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(path);
        } catch (IOException undeleted) {
            // Too late to report it; the next write of the same name sweeps it.
        }
    }

    /** Deletes it if it has not been moved. */
    @Override
    public void close() {
        delete();
        WRITING.remove(path);
        if (hooked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException ending) {
                // The hook finds nothing left to do.
            }
        }
    }
}
