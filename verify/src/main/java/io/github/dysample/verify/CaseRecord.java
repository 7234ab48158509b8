package io.github.dysample.verify;

import io.github.dysample.DySampleConfig;
import java.io.Serializable;

/**
 * The description of a golden case, as {@code case.json} holds it.
 *
 * @param name the case
 * @param description one sentence
 * @param config the layer
 * @param batch items
 * @param height of the input
 * @param width of the input
 * @param exactBits whether the float32 stages are this library's: every backend reproduces them to the bit
 * @param torchMaxError PyTorch's largest error against float64; NaN if not recorded
 */
public record CaseRecord(
        String name,
        String description,
        DySampleConfig config,
        int batch,
        int height,
        int width,
        boolean exactBits,
        double torchMaxError) implements Serializable {

    /**
     * {@return the dimensions of a stage of this case: four, or the one of a bias}
     *
     * @param stage the stage
     */
    public int[] shape(Stage stage) {
        return stage.shape(config, batch, height, width);
    }
}
