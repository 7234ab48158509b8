package io.github.dysample.cli;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import io.github.dysample.io.Npy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The content of a file with one tensor, .npy or a picture: what {@code dysample upsample} makes of it, for programs
 * whose files are in places of their own.
 *
 * @param bytes all of it
 * @param remark what the format could not hold, or nothing
 */
public record FileContent(byte[] bytes, String remark) {

    /** {@return whether the name is that of a file with a tensor} */
    public static boolean isTensor(String name) {
        return FileExtension.isOfTensor(Path.of(name));
    }

    /**
     * {@return the content of the file that {@code dysample upsample} would write}
     *
     * @param name of the file, without its folder; its end tells the format
     * @param content all of it
     * @param layer the layer
     * @param result the name of the file to write, whose end tells its format
     * @throws IOException if the content is damaged
     * @throws RuntimeException if the layer or the format does not take it
     */
    public static FileContent upsampled(String name, byte[] content, DySample layer, String result)
            throws IOException {
        Path in = Path.of(name);
        Path out = Path.of(result);
        FileExtension kind = FileExtension.ofOneOf(OutputFormat.FITTING, out);
        ArrayFile read = FileExtension.of(in).isPicture()
                ? ArrayFile.of(Pictures.read(name, content))
                : new ArrayFile(Npy.read(name, content), 0);
        TensorFile input = TensorFile.of(read, in);
        Tensor x = input.tensor();
        DySampleConfig config = layer.config();
        if (x.c() != config.channels()) {
            throw new UsageException(Upsampling.otherChannels(in, x, config));
        }
        config.checkInput(x.n(), x.c(), x.h(), x.w());
        if (kind.isPicture()) {
            Pictures.checkPicture(x.n(), config.outputChannels(), x.h(), x.w(), kind, out);
        }
        TensorFile output = input.through(layer::forward);
        ArrayFile written = new ArrayFile(output.array(), output.pictureBits());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        written.write(bytes, kind, out, new PictureShare());
        return new FileContent(
                bytes.toByteArray(), kind.isPicture() ? NotFinite.in(written.array()).remark(out) : "");
    }
}
