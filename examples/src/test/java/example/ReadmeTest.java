package example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The code of the README is this project's. */
class ReadmeTest {
    @Test
    void showsTheExampleAsItStands() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        String example = Files.readString(Path.of("src", "main", "java", "Upsample.java"));
        assertTrue(readme.contains("```java\n" + example + "```\n"), "copy Upsample.java into README.md");
    }
}
