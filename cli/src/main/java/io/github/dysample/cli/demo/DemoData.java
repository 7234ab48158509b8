package io.github.dysample.cli.demo;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.verify.internal.json.Json;
import java.awt.image.BufferedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What the demo starts from, as the jar holds it; testdata/README.md says how it was made.
 *
 * @param photograph (1, 3, H, W), the part of the photograph that is used
 * @param bank the filters
 * @param weights the trained layer
 * @param weightsFile the name of the checkpoint it came from
 * @param sampled what PyTorch gave in float32: every {@code stride}-th row and column of every channel, row-major
 * @param sampled64 the same in float64
 * @param stride from one recorded row or column to the next
 * @param lesson the class map that a layer is taught with
 * @param pytorch the version of PyTorch
 */
record DemoData(
        Tensor photograph,
        FilterBank bank,
        DySampleWeights weights,
        String weightsFile,
        float[] sampled, // [1][C][⌈sH/stride⌉][⌈sW/stride⌉]
        double[] sampled64, // [1][C][⌈sH/stride⌉][⌈sW/stride⌉]
        int stride,
        ClassMap lesson,
        String pytorch) {

    static DemoData load() throws IOException {
        Json json;
        try (InputStream in = open("demo.json")) {
            json = Json.read("demo.json", in);
        }
        BufferedImage image = picture(json.text("photograph"));
        Json crop = json.object("crop");
        String weightsFile = json.object("layer").text("file");
        return new DemoData(
                Photograph.of(
                        image,
                        crop.integer("left"),
                        crop.integer("top"),
                        crop.integer("width"),
                        crop.integer("height")),
                FilterBank.of(json.objects("bank")),
                DySampleLayers.read(Checkpoints.read(weightsFile, bytes(weightsFile)), "", LayerOptions.NONE),
                weightsFile,
                npy("y-sampled.npy").toFloats(),
                npy("y64-sampled.npy").toDoubles(),
                json.integer("samplingStride"),
                ClassMap.of(picture(json.object("classMap").text("trainedOn")).getRaster()),
                json.text("pytorch"));
    }

    private static BufferedImage picture(String name) throws IOException {
        // ImageIO's own stream would keep a copy in the folder for temporary files.
        try (InputStream in = open(name)) {
            return ImageIO.read(new MemoryCacheImageInputStream(in));
        }
    }

    private static NdArray npy(String name) throws IOException {
        return Npy.read(name, bytes(name));
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = DemoData.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException("the demo's " + name + " is missing from the jar");
        }
        return in;
    }
}
