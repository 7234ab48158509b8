package io.github.dysample.io.internal.npy;

import io.github.dysample.io.DType;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.internal.bytes.Quote;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Parses the header of an npy file: a Python dict literal with exactly the keys descr, fortran_order and shape, each a
 * literal of one kind. No other Python is understood.
 */
final class NpyHeaderParser {
    private static final int MAX_DIGITS = 18; // so that a dimension fits a long

    private final String file;
    private final long position;
    private final String text;
    private int at;

    private final Set<String> keys = new HashSet<>();
    private String descr;
    private boolean fortranOrder;
    private long[] shape;

    private NpyHeaderParser(String file, long position, String text) {
        this.file = file;
        this.position = position;
        this.text = text;
    }

    /** Parses a header whose first character stands at byte {@code position} of the file. */
    static NpyHeader parse(String file, long position, String text) throws FileFormatException {
        return new NpyHeaderParser(file, position, text).parse();
    }

    private NpyHeader parse() throws FileFormatException {
        expect("{");
        while (!accept("}")) {
            entry();
            if (!accept(",")) {
                expect("}");
                break;
            }
        }
        skipSpace();
        if (at < text.length()) {
            throw fault("there is text after the npy header's dict");
        }
        for (String key : List.of("descr", "shape", "fortran_order")) {
            if (!keys.contains(key)) {
                throw fault("the npy header lacks " + key);
            }
        }
        return new NpyHeader(dtype(), order(), fortranOrder, shape);
    }

    private void entry() throws FileFormatException {
        skipSpace();
        int keyAt = at;
        String key = string("a key");
        expect(":");
        if (!keys.add(key)) {
            throw fault(keyAt, "the npy header has " + key + " twice");
        }
        switch (key) {
            case "descr" -> descr = descr();
            case "fortran_order" -> fortranOrder = truth();
            case "shape" -> shape = tuple();
            default -> throw fault(keyAt, "the npy header has the unknown key " + Quote.of(key));
        }
    }

    private String descr() throws FileFormatException {
        skipSpace();
        if (text.startsWith("[", at)) {
            throw fault("structured arrays are not supported");
        }
        return string("descr");
    }

    private DType dtype() throws FileFormatException {
        String code = descr.isEmpty() ? "" : descr.substring(1);
        for (DType dtype : DType.values()) {
            if (NpyHeader.code(dtype).equals(code)) {
                return dtype;
            }
        }
        throw fault(code.equals("O")
                ? "object arrays (descr \"|O\") hold pickled Python objects and are not read"
                : "the element type (descr) " + Quote.of(descr) + " is not supported");
    }

    private ByteOrder order() throws FileFormatException {
        return switch (descr.charAt(0)) {
            case '<' -> ByteOrder.LITTLE_ENDIAN;
            case '>' -> ByteOrder.BIG_ENDIAN;
            case '|' -> {
                if (dtype().bytes() > 1 && !descr.equals("|V2")) {
                    throw fault("descr " + Quote.of(descr) + " leaves the byte order open");
                }
                yield ByteOrder.LITTLE_ENDIAN;
            }
            default -> throw fault("descr " + Quote.of(descr) + " has no byte order, it must begin with <, > or |");
        };
    }

    private boolean truth() throws FileFormatException {
        boolean isTrue = accept("True");
        if (!isTrue && !accept("False")) {
            throw fault("fortran_order must be True or False");
        }
        return isTrue;
    }

    private long[] tuple() throws FileFormatException {
        expect("(");
        long[] dimensions = new long[NdArray.MAX_RANK];
        int rank = 0;
        boolean comma = true;
        while (!accept(")")) {
            if (!comma) {
                throw fault("shape lacks a comma");
            }
            if (rank == NdArray.MAX_RANK) {
                throw fault("shape has more than " + NdArray.MAX_RANK + " dimensions");
            }
            dimensions[rank++] = integer();
            comma = accept(",");
        }
        if (rank == 1 && !comma) {
            throw fault("shape must be a tuple, as in (3,)");
        }
        return Arrays.copyOf(dimensions, rank);
    }

    private long integer() throws FileFormatException {
        skipSpace();
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start || at - start > MAX_DIGITS) {
            at = start;
            throw fault("shape must hold integers from 0 to 10^" + MAX_DIGITS);
        }
        return Long.parseLong(text, start, at, 10);
    }

    private String string(String what) throws FileFormatException {
        skipSpace();
        char quote = at < text.length() ? text.charAt(at) : 0;
        if (quote != '\'' && quote != '"') {
            throw fault("the npy header needs " + what + " in quotes here");
        }
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw fault("a string of the npy header has no end");
        }
        String content = text.substring(at + 1, end);
        if (content.indexOf('\\') >= 0) {
            throw fault("a string of the npy header has a backslash");
        }
        at = end + 1;
        return content;
    }

    private boolean accept(String wanted) {
        skipSpace();
        boolean there = text.startsWith(wanted, at);
        if (there) {
            at += wanted.length();
        }
        return there;
    }

    private void expect(String wanted) throws FileFormatException {
        if (!accept(wanted)) {
            throw fault("the npy header needs '" + wanted + "' here");
        }
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
    }

    private FileFormatException fault(String reason) {
        return fault(at, reason);
    }

    private FileFormatException fault(int at, String reason) {
        return new FileFormatException(file, position + at, reason);
    }
}
