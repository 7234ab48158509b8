package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;

import io.github.dysample.DySampleConfig;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs the kernels of a layer on next to nothing, many times. HotSpot compiles what is called often, however short each
 * call is, so this takes a tenth of the time that slow kernels would take on a whole map until they are compiled.
 */
final class WarmUp {
    /** Calls of each kernel, somewhat more than those after which HotSpot compiles a method for good. */
    private static final int ROUNDS = 6000;

    /** Nanoseconds that the first round of a JVM may take: it loads the classes. */
    private static final long FIRST_ROUND = 60_000_000;

    private static final int HEIGHT = 8;
    private static final int WIDTH = 4 * COUNT;

    /** Rows to sample: some with all neighbours in the map, and the last. */
    private static final int INNER_ROW = 3;
    private static final int LAST_ROW = HEIGHT - 1;
    private static final int EDGE_EVERY = 4;

    /** Larger scales have no loops of their own. */
    private static final int MOST_SCALE = 16;

    private static volatile boolean loaded;

    private final int scale;
    private final boolean dynamicScope;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile int rounds;

    // Made by the first round, guarded by busy.
    private Kernels kernels;
    private long lastRound;

    WarmUp(DySampleConfig config) {
        scale = Math.min(config.scale(), MOST_SCALE);
        dynamicScope = config.dynamicScope();
    }

    boolean isDone() {
        return rounds >= ROUNDS;
    }

    /**
     * Runs as many rounds as there is time to spare for, but not much longer than the band before took: a call should
     * not wait for all of them at once.
     */
    void run(Pace pace, long bandNanos) {
        if (isDone() || pace.spare() < 0 || !busy.compareAndSet(false, true)) {
            return;
        }
        try {
            if (kernels == null) {
                lastRound = loaded ? 0 : FIRST_ROUND;
            }
            long most = (long) (Pace.EAGER_SHARE * bandNanos);
            for (long spent = 0; !isDone() && spent <= most && pace.spare() > lastRound; spent += lastRound) {
                long before = System.nanoTime();
                round();
                lastRound = System.nanoTime() - before;
                pace.spend(lastRound);
            }
        } finally {
            busy.set(false);
        }
    }

    /** Runs all rounds. */
    void runAll() {
        while (!isDone()) {
            round();
        }
    }

    /** Takes the rounds as run: the kernels are compiled. */
    void skip() {
        rounds = ROUNDS;
    }

    private void round() {
        if (kernels == null) {
            kernels = new Kernels(scale, dynamicScope);
            loaded = true;
        }
        kernels.run(rounds);
        rounds++;
        if (isDone()) {
            kernels = null;
        }
    }

    /** One group of one channel, whose convolution has one input. */
    private static final class Kernels {
        private final int scale;
        private final float[] x = new float[HEIGHT * WIDTH];
        private final float[] initial;
        private final PackedWeights conv;
        private final float[] offsets;
        private final float[] scope;
        private final OffsetPlan plan = new OffsetPlan();
        private final float[] out;

        Kernels(int scale, boolean dynamicScope) {
            this.scale = scale;
            initial = DySampleConfig.initialPositions(scale, 1);
            conv = new PackedWeights(new float[initial.length], null, initial.length, 1);
            offsets = new float[initial.length * 3 * COUNT];
            scope = dynamicScope ? new float[initial.length * 3 * COUNT] : null;
            out = new float[scale * 3 * COUNT];
        }

        void run(int round) {
            Conv1x1.run(x, 0, x.length, conv, offsets, 0, 3 * COUNT, 3 * COUNT);
            if (scope != null) {
                Conv1x1.run(x, 0, x.length, conv, scope, 0, 3 * COUNT, 3 * COUNT);
            }
            Offsets.run(offsets, 0, 3 * COUNT, scope, 3 * COUNT, initial);
            sample(round % EDGE_EVERY == 0 ? LAST_ROW : INNER_ROW, round / EDGE_EVERY % 2 == 1);
        }

        private void sample(int row, boolean adds) {
            plan.run(offsets, 0, 3 * COUNT, scale, 0, 1, row, scale * row, 1, COUNT, 2 * COUNT, HEIGHT, WIDTH);
            Sampler.run(plan.plan, x, 0, x.length, 1, out, 0, out.length, adds);
        }
    }
}
