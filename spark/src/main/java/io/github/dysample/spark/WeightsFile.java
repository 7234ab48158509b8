package io.github.dysample.spark;

import io.github.dysample.DySampleWeights;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.onnx.OnnxLayers;
import io.github.dysample.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;

/** Reads a layer's weights from a file on any file system that Hadoop knows. */
final class WeightsFile {
    private WeightsFile() {}

    /**
     * Reads one layer.
     *
     * @param location the file: a path of the default file system or a URI, such as {@code hdfs:} or {@code s3a:}
     * @param prefix the beginning of the layer's names, or the name of a layer in an ONNX file; empty for the only
     *     layer of the file
     * @param options facts about the layer that the file leaves open
     * @param hadoop the settings of the file systems
     * @return its weights
     * @throws IllegalArgumentException if the file has no such layer, or several and none was chosen
     * @throws IOException if the file cannot be read or breaks a rule of its format
     */
    static DySampleWeights read(String location, String prefix, LayerOptions options, Configuration hadoop)
            throws IOException {
        org.apache.hadoop.fs.Path given = new org.apache.hadoop.fs.Path(location);
        FileSystem files = given.getFileSystem(hadoop);
        if (files.getScheme().equals("file")) {
            return read(Path.of(files.makeQualified(given).toUri().getPath()), prefix, options);
        }
        Path folder = Files.createTempDirectory("dysample-weights");
        Path copy = folder.resolve(given.getName());
        try {
            copy(files, given, copy, hadoop);
            if (isOnnx(copy)) {
                copyExternalFiles(files, given, copy, hadoop);
            }
            return read(copy, prefix, options);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(unfit.getMessage().replace(copy.toString(), location), unfit);
        } catch (IOException unreadable) {
            throw new IOException(String.valueOf(unreadable.getMessage()).replace(copy.toString(), location),
                    unreadable);
        } finally {
            FileUtil.fullyDelete(folder.toFile());
        }
    }

    private static DySampleWeights read(Path file, String prefix, LayerOptions options) throws IOException {
        if (isOnnx(file)) {
            OnnxModel model = OnnxModel.read(file);
            return OnnxLayers.weights(OnnxLayers.choose(model, prefix.isEmpty() ? null : prefix), options);
        }
        return prefix.isEmpty()
                ? DySampleLayers.read(file, options)
                : DySampleLayers.read(file, prefix, options);
    }

    private static boolean isOnnx(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    }

    /** What a model keeps in files of its own lies beside it, and is looked for beside the copy. */
    private static void copyExternalFiles(
            FileSystem files, org.apache.hadoop.fs.Path model, Path copy, Configuration hadoop) throws IOException {
        for (String external : OnnxModel.read(copy).externalFiles()) {
            Path target = copy.resolveSibling(external).normalize();
            if (target.startsWith(copy.getParent())) { // another is refused by the reader, which names it
                Files.createDirectories(target.getParent());
                copy(files, new org.apache.hadoop.fs.Path(model.getParent(), external), target, hadoop);
            }
        }
    }

    private static void copy(FileSystem files, org.apache.hadoop.fs.Path from, Path to, Configuration hadoop)
            throws IOException {
        if (files.getFileStatus(from).isDirectory()) {
            throw new IOException(from + " is a folder, and a file with weights was expected");
        }
        FileUtil.copy(files, from, to.toFile(), false, hadoop);
    }
}
