package io.github.dysample.verify;

import io.github.dysample.DySampleConfig;

/**
 * The recipe of a case; the same spec gives the same bytes on every machine.
 *
 * @param name the folder's name; in the suites mostly the mistake that it shows
 * @param description one sentence
 * @param config the layer
 * @param batch items
 * @param height of the input
 * @param width of the input
 * @param seed the seed of its random numbers
 * @param reach how far the offsets go
 * @param irregularity the irregularity in its numbers
 */
public record CaseSpec(
        String name,
        String description,
        DySampleConfig config,
        int batch,
        int height,
        int width,
        long seed,
        OffsetReach reach,
        Irregularity irregularity) {}
