package io.github.dysample.cli.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each operating system is given a name that it can start. */
class ProgramsTest {
    private static final Path IMAGE = Path.of("some", "image");

    @ParameterizedTest
    @CsvSource({
        "Linux, dysample, java",
        "Mac OS X, dysample, java",
        "Darwin, dysample, java",
        "Windows 11, dysample.bat, java.exe",
        "Windows Server 2025, dysample.bat, java.exe"
    })
    void theNamesAreThoseOfTheOperatingSystem(String operatingSystem, String command, String java) {
        Programs programs = new Programs(IMAGE, operatingSystem);
        Path bin = IMAGE.resolve("bin").toAbsolutePath();
        assertEquals(bin.resolve(command), programs.command());
        assertEquals(bin.resolve(java), programs.java());
    }
}
