package io.github.dysample.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The seed, as {@code torch.manual_seed} takes it: 64 bits, read as signed or unsigned. */
final class SeedOption {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            converter = Converter.class,
            description = "Seed, -2^63 to 2^64-1 (default: 0).")
    long value;

    static final class Converter implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return value.startsWith("-") ? Long.parseLong(value) : Long.parseUnsignedLong(value);
            } catch (NumberFormatException outside) {
                throw new TypeConversionException("'" + value + "' is not a whole number from -2^63 to 2^64-1");
            }
        }
    }
}
