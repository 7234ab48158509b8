package io.github.dysample.verify;

import io.github.dysample.DySampleConfig;

/**
 * The recipe of a case; the same spec gives the same bytes on every machine.
 *
 * @param name the folder's name; in the standard suite mostly the mistake it is there for
 * @param description one sentence
 * @param config the layer
 * @param batch items
 * @param height of the input
 * @param width of the input
 * @param seed where the random numbers begin
 * @param reach how far the offsets go
 * @param irregularity how its numbers are out of the ordinary
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
