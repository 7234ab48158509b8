package io.github.dysample.cli;

import io.github.dysample.verify.OffsetReach;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How far offsets reach, by the names files have for it. */
final class OffsetReachConverter implements ITypeConverter<OffsetReach> {

    @Override
    public OffsetReach convert(String value) {
        try {
            return OffsetReach.named(value);
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException(unknown.getMessage());
        }
    }
}
