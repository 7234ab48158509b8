package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.io.internal.zip.ZipArchive;
import io.github.dysample.io.internal.zip.ZipMember;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZipArchiveTest {
    private static final int END_BYTES = 22;
    private static final int ENTRY_BYTES = 46;

    private static ZipArchive open(byte[] file) throws IOException {
        return ZipArchive.open(new MemoryBytes("test", file));
    }

    private static byte[] member(byte[] file, String name) throws IOException {
        ZipArchive archive = open(file);
        try (InputStream in = archive.open(archive.members().get(name))) {
            return in.readAllBytes();
        }
    }

    private static ByteBuffer edit(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int directoryAt(byte[] file) {
        return edit(file).getInt(file.length - 6);
    }

    @Test
    void storedAndDeflatedMembersAreRead() throws IOException {
        byte[] squares = new byte[200_000];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = (byte) (i * i >> 3);
        }
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("a/b", new byte[] {1, 2, 3});
        members.put("empty", new byte[0]);
        members.put("long", squares);
        members.put("folder/", new byte[0]);
        for (boolean deflated : new boolean[] {false, true}) {
            byte[] file = Zips.of(deflated, members);
            assertArrayEquals(new byte[] {1, 2, 3}, member(file, "a/b"));
            assertArrayEquals(new byte[0], member(file, "empty"));
            assertArrayEquals(squares, member(file, "long"));
            assertEquals(3, open(file).members().size(), "folders are not members");
        }
    }

    @Test
    void singleBytesAreReadToo() throws IOException {
        byte[] file = Zips.of(true, Map.of("a", new byte[] {7, -1}));
        ZipArchive archive = open(file);
        try (InputStream in = archive.open(archive.members().get("a"))) {
            assertEquals(7, in.read());
            assertEquals(255, in.read());
            assertEquals(-1, in.read());
        }
    }

    @Test
    void theEndRecordIsChecked() {
        byte[] file = Zips.of(false, Map.of("a", new byte[3]));
        int end = file.length - END_BYTES;
        assertRefused(file.length - 1, "no end record", () -> open(Arrays.copyOf(file, file.length - 1)));
        assertRefused(file.length + 1, "no end record", () -> open(Arrays.copyOf(file, file.length + 1)));
        assertEdited(file, end + 4, 1, end + 4, "split over several files");
        assertEdited(file, end + 8, 2, end + 8, "counts 2 and 1 members");
        assertEdited(file, end + 12, 40, end, "does not reach the end record");
        assertEdited(file, end + 16, 40, end, "does not reach the end record");
        byte[] two = file.clone();
        edit(two).putShort(end + 8, (short) 2).putShort(end + 10, (short) 2);
        assertRefused(directoryAt(file), "has 1 entries, the end record says 2", () -> open(two));
        byte[] prefixed = new byte[file.length + 1];
        System.arraycopy(file, 0, prefixed, 1, file.length);
        assertRefused(end + 1, "does not reach the end record", () -> open(prefixed));
    }

    @Test
    void directoryEntriesAreChecked() {
        byte[] file = Zips.of(false, Map.of("a", new byte[3]));
        int entry = directoryAt(file);
        assertEdited(file, entry, 0, entry, "a zip directory entry is missing");
        assertEdited(file, entry + 8, 1, entry + 8, "\"a\" is encrypted");
        assertEdited(file, entry + 10, 12, entry + 10, "compression method 12");
        assertEdited(file, entry + 20, 2, entry + 20, "stored but has two sizes, 3 and 2");
        assertEdited(file, entry + 28, 100, entry, "passes the directory's end");
        assertEdited(file, entry + 42, 200, entry + 42, "past the zip directory");
        assertEdited(file, entry + 42, 1, 1, "disagree");
        assertEdited(file, entry + ENTRY_BYTES, 0xFF, entry + ENTRY_BYTES, "not UTF-8");
        assertEdited(file, entry + ENTRY_BYTES, 'b', 0, "disagree");
        assertEdited(file, 8, 8, 0, "disagree");
    }

    /** Changes one byte. */
    private static void assertEdited(byte[] file, int at, int value, long position, String reason) {
        byte[] edited = file.clone();
        edited[at] = (byte) value;
        assertRefused(position, reason, () -> open(edited));
    }

    @Test
    void damagedBytesAreNoticed() {
        for (boolean deflated : new boolean[] {false, true}) {
            byte[] data = new byte[100];
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) (i * 37);
            }
            byte[] file = Zips.of(deflated, Map.of("a", data));
            file[31 + 60] ^= 1;
            assertRefused(100, "its bytes have changed", () -> member(file, "a"));
        }
    }

    @Test
    void membersThatGrowOrShrinkAreRefused() {
        byte[] file = Zips.of(true, Map.of("a", new byte[100]));
        int entry = directoryAt(file);
        byte[] claimsLess = file.clone();
        edit(claimsLess).putInt(entry + 24, 99);
        assertRefused(99, "holds more than the 99 bytes", () -> member(claimsLess, "a"));
        byte[] claimsMore = file.clone();
        edit(claimsMore).putInt(entry + 24, 101);
        assertRefused(100, "ends at byte 100 of 101", () -> member(claimsMore, "a"));
        byte[] claimsFar = file.clone();
        edit(claimsFar).putInt(entry + 24, 1 << 30);
        assertRefused(0, "claims 1073741824 bytes, more than", () -> open(claimsFar));
    }

    @Test
    void aNameOccursOnce() {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("a", new byte[1]);
        members.put("b", new byte[1]);
        byte[] file = Zips.of(false, members);
        int second = 31 + 1; // after the first header and its byte
        int entry = directoryAt(file) + ENTRY_BYTES + 1;
        file[second + 30] = 'a';
        file[entry + ENTRY_BYTES] = 'a';
        assertRefused(second, "two members named \"a\"", () -> open(file));
    }

    @Test
    void membersDoNotOverlap() {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("a", new byte[40]);
        members.put("b", new byte[1]);
        byte[] file = Zips.of(false, members);
        int entry = directoryAt(file);
        byte[] longer = file.clone();
        edit(longer).putInt(entry + 20, 41).putInt(entry + 24, 41);
        assertRefused(71, "overlaps the one before it", () -> open(longer));
        byte[] beyond = file.clone();
        edit(beyond).putInt(entry + 20, 4000).putInt(entry + 24, 4000);
        assertRefused(31, "has 4000 bytes, the directory begins", () -> open(beyond));
    }

    @Test
    void aBombIsRefusedBeforeItGoesOff() throws IOException {
        byte[] zeros = new byte[64 << 20];
        Map<String, byte[]> members = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            members.put("zeros" + i, zeros);
        }
        byte[] file = Zips.of(true, members);
        assertTrue(file.length < 400_000);
        long fifth = open(Zips.of(true, Map.of("zeros0", zeros))).members().get("zeros0").compressed();
        FileFormatException refused = assertRefused(
                4 * (36 + 16 + fifth), "claim more than 268435456 bytes", () -> open(file));
        assertTrue(refused.reason().contains("save it uncompressed"));
    }

    @Test
    void zip64FieldsAreRead() throws IOException {
        byte[] small = Zips.of(false, Map.of("a", new byte[] {1, 2, 3}));
        int entry = directoryAt(small);
        int entryEnd = small.length - END_BYTES;
        ByteBuffer file = ByteBuffer.allocate(small.length + 28 + 56 + 20).order(ByteOrder.LITTLE_ENDIAN);
        file.put(small, 0, entryEnd);
        file.putShort((short) 1).putShort((short) 24).putLong(3).putLong(3).putLong(0);
        file.putInt(entry + 20, -1).putInt(entry + 24, -1).putInt(entry + 42, -1).putShort(entry + 30, (short) 28);
        int zip64At = file.position();
        file.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45).putInt(0).putInt(0);
        file.putLong(1).putLong(1).putLong(zip64At - entry).putLong(entry);
        file.putInt(0x07064b50).putInt(0).putLong(zip64At).putInt(1);
        file.put(small, entryEnd, END_BYTES);
        file.putInt(file.position() - 10, -1).putInt(file.position() - 6, -1);
        assertArrayEquals(new byte[] {1, 2, 3}, member(file.array(), "a"));
        ZipMember member = open(file.array()).members().get("a");
        assertEquals(3, member.size());

        byte[] astray = file.array().clone();
        edit(astray).putLong(zip64At + 56 + 8, zip64At + 8);
        assertRefused(zip64At + 56, "after its own locator", () -> open(astray));
        byte[] elsewhere = file.array().clone();
        edit(elsewhere).putLong(zip64At + 56 + 8, 0);
        assertRefused(0, "zip64 end record is not where its locator says", () -> open(elsewhere));
        byte[] negative = file.array().clone();
        edit(negative).putLong(entry + ENTRY_BYTES + 1 + 4, -5);
        assertRefused(entry + ENTRY_BYTES + 1, "over 2^63", () -> open(negative));
    }
}
