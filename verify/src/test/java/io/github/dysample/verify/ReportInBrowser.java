package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.DType;
import io.github.dysample.verify.internal.report.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page in a real browser, {@code chromium} on the PATH: it fits the window, and its pictures are there. Leaves
 * screenshots in {@code target/browser} to look at. Not part of the usual tests; see the profile {@code browser}.
 */
class ReportInBrowser {
    private static final Path SCREENSHOTS = Path.of("target", "browser").toAbsolutePath();

    /** Tells in the title what a script sees. */
    private static final String PROBE = """
            <script>
            addEventListener("load", () => {
              const images = [...document.images];
              document.title = "width " + document.documentElement.scrollWidth + " of " + innerWidth
                + ", pictures " + images.filter(each => each.naturalWidth > 0).length + " of " + images.length;
            });
            </script>
            """;

    @TempDir
    private static Path folder;

    private static Path page;
    private static Path probe;

    @BeforeAll
    static void writePage() throws IOException {
        PortWithMistakes port =
                new PortWithMistakes(EnumSet.of(Mistake.REFLECTED), EnumSet.allOf(Stage.class), DType.F32);
        String html = HtmlReport.of(Verifier.verify(Suite.standard(), port).result(), null);
        page = Files.writeString(folder.resolve("report.html"), html);
        probe = Files.writeString(folder.resolve("probe.html"), html.replace("</head>", PROBE + "</head>"));
        Files.createDirectories(SCREENSHOTS);
    }

    @ParameterizedTest
    @CsvSource({"desktop, 1280, 2400, light", "desktop, 1280, 2400, dark", "phone, 500, 2400, light"})
    void fitsTheWindow(String name, int width, int height, String colours) throws Exception {
        String dom = browse(width, height, colours, "--dump-dom", probe.toUri().toString());
        Matcher title =
                Pattern.compile("<title>width (\\d+) of (\\d+), pictures (\\d+) of (\\d+)</title>").matcher(dom);
        assertTrue(title.find(), dom.substring(0, Math.min(500, dom.length())));
        assertEquals(title.group(2), title.group(1), "the page is wider than the window");
        assertEquals(title.group(4), title.group(3), "pictures are missing");
        assertTrue(Integer.parseInt(title.group(4)) > 0);
        Path screenshot = SCREENSHOTS.resolve(name + "-" + colours + ".png");
        Files.deleteIfExists(screenshot);
        browse(width, height, colours, "--screenshot=" + screenshot, page.toUri().toString());
        assertTrue(Files.size(screenshot) > 10_000);
    }

    private static String browse(int width, int height, String colours, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("chromium", "--headless", "--no-sandbox", "--disable-gpu",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--hide-scrollbars", "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                "--window-size=" + width + "," + height));
        if (colours.equals("dark")) {
            command.add("--blink-settings=preferredColorScheme=0");
        }
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Process browser = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(browser.waitFor(60, TimeUnit.SECONDS), "still running");
        assertEquals(0, browser.exitValue());
        return Files.readString(out);
    }
}
