package io.github.dysample.verify.internal.report;

import io.github.dysample.verify.ErrorMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** An error map as a picture: dark is right, bright is wrong, one dot per value. */
final class HeatPicture {
    private HeatPicture() {}

    /** {@return the picture as a data URL} */
    static String dataUrl(ErrorMap map) {
        BufferedImage picture = new BufferedImage(map.columns(), map.rows(), BufferedImage.TYPE_INT_RGB);
        double largest = map.largest();
        for (int i = 0; i < map.errors().length; i++) {
            double error = map.errors()[i];
            int rgb = Double.isInfinite(error)
                    ? Ramp.NOT_FINITE.getRGB() // or finite where it should not be
                    : Ramp.colour(largest == 0 ? 0 : error / largest).getRGB();
            picture.setRGB(i % map.columns(), i / map.columns(), rgb);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // ImageIO's own stream would keep a copy in the folder for temporary files.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(picture, "png", out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory cannot fail", impossible);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
