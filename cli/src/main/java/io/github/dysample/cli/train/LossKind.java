package io.github.dysample.cli.train;

import io.github.dysample.train.Loss;

/** What is made small. */
public enum LossKind {
    MSE(Loss.mse()),
    L1(Loss.l1()),
    HUBER(Loss.huber(1));

    private final Loss loss;

    LossKind(Loss loss) {
        this.loss = loss;
    }

    Loss loss() {
        return loss;
    }
}
