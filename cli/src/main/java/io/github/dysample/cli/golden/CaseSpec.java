package io.github.dysample.cli.golden;

import io.github.dysample.DySampleConfig;

/**
 * What a case is made from; the same spec gives the same bytes on every machine.
 *
 * @param name the folder's name; in the standard suite mostly the mistake it is there for
 * @param description one sentence
 * @param config the layer
 * @param batch items
 * @param height of the input
 * @param width of the input
 * @param seed where the random numbers begin
 * @param reach how far the offsets go
 * @param twist what is unusual
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
        Twist twist) {

    /** A case without anything unusual. */
    public CaseSpec(
            String name, String description, DySampleConfig config, int batch, int height, int width, long seed,
            OffsetReach reach) {
        this(name, description, config, batch, height, width, seed, reach, Twist.NONE);
    }
}
