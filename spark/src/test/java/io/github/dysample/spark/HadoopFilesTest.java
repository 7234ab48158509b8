package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopFilesTest {
    private static final Configuration SETTINGS = new Configuration();

    @TempDir
    private Path folder;

    @Test
    void oneOfTwoAttemptsCountsWhereNothingIsRenamedToANameThatIsTaken() throws IOException {
        Configuration settings = RemoteFiles.in(new Configuration());
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(RemoteFiles.name(folder.resolve("a")));
        for (byte attempt = 1; attempt <= 2; attempt++) {
            HadoopFiles.write(file, new org.apache.hadoop.fs.Path(file.getParent(), "tmp"), new byte[] {attempt},
                    settings);
        }
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(folder.resolve("a")));
        assertEquals(List.of("a"), FolderFixture.names(folder));
    }

    /** Where another attempt ends between the look at the name and the renaming. */
    public static final class OvertakenFiles extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("overtaken:///");
        }

        @Override
        public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to) throws IOException {
            Files.write(Path.of(to.toUri().getPath()), new byte[] {7});
            return false;
        }
    }

    @Test
    void anAttemptThatIsOvertakenLeavesTheResultOfTheOther() throws IOException {
        Configuration settings = new Configuration();
        settings.set("fs.overtaken.impl", OvertakenFiles.class.getName());
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path("overtaken:" + folder.resolve("a"));
        HadoopFiles.write(file, new org.apache.hadoop.fs.Path(file.getParent(), "tmp"), new byte[] {1}, settings);
        assertArrayEquals(new byte[] {7}, Files.readAllBytes(folder.resolve("a")));
        assertEquals(List.of("a"), FolderFixture.names(folder));
    }

    private org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    }

    @Test
    void aFileIsWholeAndNothingElseIsLeft() throws IOException {
        byte[] content = {1, 2, 3};
        HadoopFiles.write(path("a/b"), path("tmp/1"), content, SETTINGS);
        assertArrayEquals(content, HadoopFiles.read(path("a/b"), SETTINGS));
        assertEquals(List.of("a/b"), FolderFixture.names(folder));
    }

    @Test
    void theFirstOfTwoAttemptsCounts() throws IOException {
        HadoopFiles.write(path("a"), path("tmp/1"), new byte[] {1}, SETTINGS);
        HadoopFiles.write(path("a"), path("tmp/2"), new byte[] {2}, SETTINGS);
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(folder.resolve("a")));
        assertEquals(List.of("a"), FolderFixture.names(folder));
    }

    @Test
    void anAttemptThatFailsLeavesNothing() throws IOException {
        Files.createFile(folder.resolve("file"));
        assertThrows(IOException.class,
                () -> HadoopFiles.write(path("file/a"), path("tmp/1"), new byte[] {1}, SETTINGS));
        assertEquals(List.of("file"), FolderFixture.names(folder));
    }
}
