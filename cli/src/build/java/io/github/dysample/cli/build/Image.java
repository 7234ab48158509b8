package io.github.dysample.cli.build;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes the image of the command: jlink, the launchers, the manual, the class data archive. All of it happens in a
 * folder for work, and the image takes its place last, so an image that is there is complete. What earlier builds left
 * is removed first.
 */
final class Image {
    private Image() {}

    /**
     * Arguments: the module, its jar and the modules that replace some of its class path, that class path, the
     * launchers, the test data, a folder for work, the image.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Path.of(arguments[5]);
        Path image = Path.of(arguments[6]);
        delete(image);
        delete(work);
        Path unfinished = Files.createDirectories(work).resolve("image");
        // The jar comes first: the folder of classes on the class path is the same module without its version.
        link(arguments[0], arguments[1] + File.pathSeparator + arguments[2], unfinished);
        Programs programs = Programs.of(unfinished);
        copyLaunchers(Path.of(arguments[3]), programs.folder());
        ManPages.write(unfinished.resolve("share/man/man1"));
        new ClassArchive(programs.java(), work).make(Path.of(arguments[4]).toAbsolutePath());
        Files.move(unfinished, image);
        delete(work);
    }

    private static void link(String module, String modulePath, Path image) throws IOException {
        // It announces the incubator module on standard output, which a quiet build has to keep clean.
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = ToolProvider.findFirst("jlink").orElseThrow().run(out, out, "--module-path", modulePath,
                "--add-modules", module, "--output", image.toString(), "--compress", "zip-6", "--no-header-files",
                "--no-man-pages");
        if (code != 0) {
            throw new IOException("jlink ended with " + code + ":\n" + said);
        }
    }

    private static void copyLaunchers(Path folder, Path bin) throws IOException {
        try (DirectoryStream<Path> launchers = Files.newDirectoryStream(folder)) {
            for (Path launcher : launchers) {
                Path copy = Files.copy(launcher, bin.resolve(launcher.getFileName()));
                // A checkout on Windows has no such permission to copy.
                copy.toFile().setExecutable(true, false);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.toList().reversed()) {
                    Files.delete(path);
                }
            }
        }
    }
}
