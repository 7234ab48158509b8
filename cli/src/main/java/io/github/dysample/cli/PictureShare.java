package io.github.dysample.cli;

import java.util.function.DoubleSupplier;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOWriteProgressListener;

/** How much of a picture has been encoded. Any thread may ask. */
final class PictureShare implements DoubleSupplier, IIOWriteProgressListener {
    private static final float PERCENT = 100;

    private volatile float percent;

    @Override
    public double getAsDouble() {
        return percent / PERCENT;
    }

    @Override
    public void imageProgress(ImageWriter source, float percentageDone) {
        percent = percentageDone;
    }

    @Override
    public void imageStarted(ImageWriter source, int imageIndex) {}

    @Override
    public void imageComplete(ImageWriter source) {}

    @Override
    public void thumbnailStarted(ImageWriter source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageWriter source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageWriter source) {}

    @Override
    public void writeAborted(ImageWriter source) {}
}
