package io.github.dysample.cli;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Where the upsampling of one or more files stands, for the line of progress. Any thread may ask. */
final class UpsampleStatus implements Supplier<String> {
    private static final DoubleSupplier UNKNOWN = () -> 0;

    private static final int STAGES = 3; // of a file: it is read, upsampled and written
    private static final double NANOS = 1e9;

    /** What is being done to a file, since when, and how much of it is done. */
    private record Stage(int index, String what, long start, DoubleSupplier share) {}

    private final int files;
    private final long start = System.nanoTime();
    private volatile int finished;
    private volatile Stage stage = new Stage(0, "starting", start, UNKNOWN);

    UpsampleStatus(int files) {
        this.files = files;
    }

    void reading(String file) {
        stage = new Stage(0, "reading " + file, System.nanoTime(), UNKNOWN);
    }

    void upsampling(String what, DoubleSupplier share) {
        stage = new Stage(1, "upsampling " + what, System.nanoTime(), share);
    }

    void writing(String file, DoubleSupplier share) {
        stage = new Stage(2, "writing " + file, System.nanoTime(), share);
    }

    /** Well or not. */
    void finishedFile() {
        stage = new Stage(0, "finished", System.nanoTime(), UNKNOWN);
        finished++;
    }

    @Override
    public String get() {
        Stage now = stage;
        double share = now.share().getAsDouble();
        if (files == 1) {
            return now.what() + " ... " + Share.text(share, (System.nanoTime() - now.start()) / NANOS);
        }
        double all = (finished + (now.index() + share) / STAGES) / files;
        return (finished + 1) + " of " + files + " files, " + now.what() + " ... "
                + Share.text(all, (System.nanoTime() - start) / NANOS);
    }
}
