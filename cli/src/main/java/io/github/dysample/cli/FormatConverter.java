package io.github.dysample.cli;

import io.github.dysample.cli.bench.Format;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Formats of a report by name. */
final class FormatConverter implements ITypeConverter<Format> {

    @Override
    public Format convert(String value) {
        try {
            return Format.ofName(value);
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException(unknown.getMessage());
        }
    }
}
