package io.github.dysample.cli.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {
    private static final Set<String> MACROS = Set.of(".TH", ".SH", ".TP", ".PP", ".nf", ".fi", ".br", ".nh", ".ad");

    @TempDir
    private Path folder;

    @Test
    void everyCommandHasAPageOfKnownMacros() throws IOException {
        ManPages.write(folder);
        List<String> names = List.of(folder.toFile().list());
        List<String> some = List.of("dysample.1", "dysample-upsample.1", "dysample-op.1", "dysample-op-conv1x1.1");
        assertTrue(names.containsAll(some), names.toString());
        for (String name : names) {
            for (String line : Files.readAllLines(folder.resolve(name))) {
                String macro = line.startsWith(".") || line.startsWith("'") ? line.split(" ", 2)[0] : ".PP";
                assertTrue(MACROS.contains(macro), name + ": " + line);
            }
        }
    }

    @Test
    void aPageSaysWhatHelpSays() throws IOException {
        ManPages.write(folder);
        String page = Files.readString(folder.resolve("dysample-upsample.1"));
        for (String part : new String[] {
            ".TH DYSAMPLE\\-UPSAMPLE 1 \"\" \"dysample ",
            ".SH \"NAME\"\ndysample\\-upsample \\- Upsample a tensor",
            ".SH \"SYNOPSIS\"\ndysample upsample ",
            ".TP\n\\fB\\-\\-threads\\fR \\fIN\\fR\nThreads (default: one for each processor).\n",
            ".TP\n3\n",
            "dysample upsample *.png larger/\n.fi\n"
        }) {
            assertTrue(page.contains(part), () -> "no \"" + part + "\" in: " + page);
        }
        assertEquals(-1, page.indexOf('\033'));
        assertTrue(Files.readString(folder.resolve("dysample.1")).contains(".TP\nverify\nCheck a port"));
    }
}
