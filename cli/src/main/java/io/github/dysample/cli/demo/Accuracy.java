package io.github.dysample.cli.demo;

import io.github.dysample.Tensor;

/**
 * The largest errors over the values recorded from PyTorch.
 *
 * @param values how many were compared
 * @param oursFromTorch this library's from PyTorch's float32
 * @param oursFrom64 this library's from float64
 * @param torchFrom64 PyTorch's float32 from float64
 */
record Accuracy(int values, double oursFromTorch, double oursFrom64, double torchFrom64) {

    static Accuracy of(Tensor y, DemoData data) {
        double oursFromTorch = 0;
        double oursFrom64 = 0;
        double torchFrom64 = 0;
        int at = 0;
        for (int c = 0; c < y.c(); c++) {
            for (int h = 0; h < y.h(); h += data.stride()) {
                for (int w = 0; w < y.w(); w += data.stride()) {
                    double ours = y.get(0, c, h, w);
                    double torch = data.sampled()[at];
                    double exact = data.sampled64()[at];
                    // Math.max hands a NaN on, so a NaN output cannot pass for a small error.
                    oursFromTorch = Math.max(oursFromTorch, Math.abs(ours - torch));
                    oursFrom64 = Math.max(oursFrom64, Math.abs(ours - exact));
                    torchFrom64 = Math.max(torchFrom64, Math.abs(torch - exact));
                    at++;
                }
            }
        }
        return new Accuracy(at, oursFromTorch, oursFrom64, torchFrom64);
    }

    /** {@return whether the result is at least as near to float64 as PyTorch's} */
    boolean holds() {
        return oursFrom64 <= torchFrom64;
    }
}
