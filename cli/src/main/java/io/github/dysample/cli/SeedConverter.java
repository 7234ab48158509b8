package io.github.dysample.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Seeds as {@code torch.manual_seed} takes them: 64 bits, read as signed or unsigned. */
final class SeedConverter implements ITypeConverter<Long> {

    @Override
    public Long convert(String value) {
        try {
            return value.startsWith("-") ? Long.parseLong(value) : Long.parseUnsignedLong(value);
        } catch (NumberFormatException outside) {
            throw new TypeConversionException("'" + value + "' is no whole number from -2^63 to 2^64-1");
        }
    }
}
