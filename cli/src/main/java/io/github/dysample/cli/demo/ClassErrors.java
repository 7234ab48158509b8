package io.github.dysample.cli.demo;

import io.github.dysample.Tensor;

/**
 * How far an upsampled class map is from the truth.
 *
 * @param meanSquare the mean of the squared differences
 * @param wrong at how many pixels another class than the true one has the largest value
 * @param pixels of all
 */
record ClassErrors(double meanSquare, int wrong, int pixels) {

    /** Compares the first channels of a tensor with the maps of the classes. */
    static ClassErrors of(Tensor y, Tensor truth) {
        int plane = truth.h() * truth.w();
        double squares = 0;
        int wrong = 0;
        for (int i = 0; i < plane; i++) {
            int largest = 0;
            for (int c = 0; c < truth.c(); c++) {
                float value = y.data()[c * plane + i];
                double difference = (double) value - truth.data()[c * plane + i];
                squares += difference * difference;
                largest = value > y.data()[largest * plane + i] ? c : largest;
            }
            wrong += truth.data()[largest * plane + i] == 1 ? 0 : 1;
        }
        return new ClassErrors(squares / (truth.c() * plane), wrong, plane);
    }

    /** {@return by how much this is better than something else, in decibels} */
    double gainOn(ClassErrors other) {
        return 10 * Math.log10(other.meanSquare / meanSquare);
    }

    /** {@return the share of wrong pixels in percent} */
    double wrongPercent() {
        return 100.0 * wrong / pixels;
    }
}
