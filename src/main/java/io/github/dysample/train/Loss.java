package io.github.dysample.train;

import io.github.dysample.Tensor;

/**
 * How far an output is from what it should be, as one number, and the gradient of that: the mean over all values, as
 * the losses of {@code torch.nn.functional} have it. Immutable.
 *
 * <p>A target with fewer channels than the output is compared with the output's first ones; the others get the gradient
 * 0.
 */
public final class Loss {
    /** The loss of one difference, and its derivative. */
    private interface Term {
        double value(double difference);

        double slope(double difference);
    }

    private final String name;
    private final Term term;

    private Loss(String name, Term term) {
        this.name = name;
        this.term = term;
    }

    /** {@return the mean of the squared differences, {@code mse_loss}} */
    public static Loss mse() {
        return new Loss("mse", new Term() {
            @Override
            public double value(double difference) {
                return difference * difference;
            }

            @Override
            public double slope(double difference) {
                return 2 * difference;
            }
        });
    }

    /** {@return the mean of the absolute differences, {@code l1_loss}} */
    public static Loss l1() {
        return new Loss("l1", new Term() {
            @Override
            public double value(double difference) {
                return Math.abs(difference);
            }

            @Override
            public double slope(double difference) {
                return Math.signum(difference);
            }
        });
    }

    /**
     * Squares near 0 and absolute values beyond, {@code huber_loss}.
     *
     * @param delta where the one becomes the other, 1 in PyTorch unless told otherwise
     * @return a loss
     * @throws IllegalArgumentException if delta is not finite and over 0
     */
    public static Loss huber(double delta) {
        if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("delta is " + delta + ", must be finite and over 0");
        }
        return new Loss("huber", new Term() {
            @Override
            public double value(double difference) {
                double size = Math.abs(difference);
                return size < delta ? size * size / 2 : delta * (size - delta / 2);
            }

            @Override
            public double slope(double difference) {
                return difference < -delta ? -delta : difference > delta ? delta : difference; // NaN stays NaN
            }
        });
    }

    /**
     * Computes the loss and its gradient.
     *
     * @param y the output (B, O, H, W)
     * @param target what it should be, (B, T, H, W) with T up to O
     * @param gradOut where the gradient by y goes, (B, O, H, W), every element written; may share the array of y
     * @return the mean, summed in float64 in the order of the target
     * @throws IllegalArgumentException if a shape does not fit
     */
    public double of(Tensor y, Tensor target, Tensor gradOut) {
        return of(y, target, gradOut, target.n());
    }

    /**
     * The same for a part of a batch: what all parts give adds up to the loss and the gradients of the whole batch, the
     * gradients to the bit if the parts come in the batch's order.
     *
     * @param y the output (B, O, H, W)
     * @param target what it should be, (B, T, H, W) with T up to O
     * @param gradOut where the gradient by y goes, (B, O, H, W), every element written; may share the array of y
     * @param batch how many items the whole batch has
     * @return this part's share of the mean
     * @throws IllegalArgumentException if a shape does not fit, or the batch is smaller than its part
     */
    public double of(Tensor y, Tensor target, Tensor gradOut, int batch) {
        requireFit(y, target, gradOut, batch);
        int plane = target.h() * target.w();
        int compared = target.c() * plane;
        double count = (double) compared * batch;
        double sum = 0;
        for (int n = 0; n < y.n(); n++) {
            int at = n * y.c() * plane;
            for (int i = 0; i < compared; i++) {
                double difference = (double) y.data()[at + i] - target.data()[n * compared + i];
                sum += term.value(difference);
                gradOut.data()[at + i] = (float) (term.slope(difference) / count);
            }
            for (int i = compared; i < y.c() * plane; i++) {
                gradOut.data()[at + i] = 0;
            }
        }
        return sum / count;
    }

    private static void requireFit(Tensor y, Tensor target, Tensor gradOut, int batch) {
        if (!target.hasShape(y.n(), target.c(), y.h(), y.w()) || target.c() < 1 || target.c() > y.c()) {
            throw new IllegalArgumentException("the target " + target.shapeString() + " does not fit the output "
                    + y.shapeString() + ": it may have fewer channels, and all else must be equal");
        }
        if (!gradOut.hasShape(y.n(), y.c(), y.h(), y.w())) {
            throw new IllegalArgumentException("the gradient is " + gradOut.shapeString() + ", the output is "
                    + y.shapeString());
        }
        if (batch < y.n()) {
            throw new IllegalArgumentException("a batch of " + batch + " items has no part of " + y.n());
        }
    }

    /** {@return the name, such as {@code mse}} */
    @Override
    public String toString() {
        return name;
    }
}
