package io.github.dysample.cli.train;

/** The loss has become infinite or NaN. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergedException(int step, double loss) {
        super("the loss is " + loss + " in step " + step
                + (step == 0 ? "; see whether input and target are finite" : "; try a lower --rate, or --clip"));
    }
}
