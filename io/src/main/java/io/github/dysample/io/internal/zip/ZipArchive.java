package io.github.dysample.io.internal.zip;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.internal.bytes.Bytes;
import io.github.dysample.io.internal.bytes.Quote;
import io.github.dysample.io.internal.bytes.RegionStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The members of a zip archive, stored or deflated, zip64 or not.
 *
 * <p>Our own reader rather than the JDK's: it gives positions, works on any {@link Bytes}, and refuses things that
 * archives of weights never have and hostile ones do: members that overlap or expand out of all proportion, duplicate
 * names, data before or between the parts.
 */
public final class ZipArchive {
    /** Deflate spends at least two bits on 258 bytes, so no honest member expands further. */
    private static final long MAX_DEFLATE_RATIO = 1032;

    /** The limit on all deflated members together, where that is more than {@value #MAX_TOTAL_RATIO} times the file. */
    static final long FREE_TOTAL = 256L << 20;

    static final long MAX_TOTAL_RATIO = 64;

    private final Bytes bytes;
    private final Map<String, ZipMember> members;

    private ZipArchive(Bytes bytes, Map<String, ZipMember> members) {
        this.bytes = bytes;
        this.members = members;
    }

    /** Reads the directory of an archive. */
    public static ZipArchive open(Bytes bytes) throws IOException {
        ZipEnd end = ZipEnd.find(bytes);
        List<ZipMember> listed = ZipDirectory.read(bytes, end);
        requireApart(bytes, listed, end.directoryAt());
        requireProportion(bytes, listed);
        Map<String, ZipMember> members = new LinkedHashMap<>();
        for (ZipMember member : listed) {
            if (members.put(member.name(), member) != null) {
                throw bytes.fault(member.headerAt(), "the archive has two members named " + Quote.of(member.name()));
            }
        }
        return new ZipArchive(bytes, members);
    }

    /** The members by name, in the order of the directory. */
    public Map<String, ZipMember> members() {
        return Collections.unmodifiableMap(members);
    }

    /** The bytes of a member, exactly as many as its size says; reading the last of them checks the CRC-32. */
    public InputStream open(ZipMember member) throws IOException {
        InputStream raw = new RegionStream(bytes, member.dataAt(), member.compressed());
        return ZipMemberStream.open(raw, member, memberName(member));
    }

    /** A member's name for messages. */
    public String memberName(ZipMember member) {
        return bytes.name() + "!" + member.name();
    }

    /** An exception about the archive as a whole. */
    public FileFormatException fault(String reason) {
        return bytes.fault(FileFormatException.NO_POSITION, reason);
    }

    public long size() {
        return bytes.size();
    }

    private static void requireApart(Bytes bytes, List<ZipMember> members, long directoryAt)
            throws FileFormatException {
        long previousEnd = 0;
        for (ZipMember member :
                members.stream().sorted(Comparator.comparingLong(ZipMember::headerAt)).toList()) {
            if (member.headerAt() < previousEnd) {
                throw bytes.fault(member.headerAt(), "member " + Quote.of(member.name())
                        + " overlaps the one before it, which ends at " + previousEnd);
            }
            if (member.compressed() > directoryAt - member.dataAt()) {
                throw bytes.fault(member.dataAt(), "member " + Quote.of(member.name()) + " has " + member.compressed()
                        + " bytes, the directory begins " + (directoryAt - member.dataAt()) + " bytes on");
            }
            previousEnd = member.dataAt() + member.compressed();
        }
    }

    private static void requireProportion(Bytes bytes, List<ZipMember> members) throws FileFormatException {
        long limit = Math.max(FREE_TOTAL, bytes.size() * MAX_TOTAL_RATIO);
        long total = 0;
        for (ZipMember member : members) {
            if (!member.deflated()) {
                continue;
            }
            if (member.size() / MAX_DEFLATE_RATIO > member.compressed()) {
                throw bytes.fault(member.headerAt(), "member " + Quote.of(member.name()) + " claims " + member.size()
                        + " bytes, more than " + member.compressed() + " deflated bytes can hold");
            }
            total += member.size();
            if (total > limit) {
                throw bytes.fault(member.headerAt(), "the deflated members claim more than " + limit
                        + " bytes, the limit for an archive of " + bytes.size() + " bytes; save it uncompressed");
            }
        }
    }
}
