package io.github.dysample.cli;

import io.github.dysample.Style;
import io.github.dysample.cli.bench.Format;
import io.github.dysample.io.DType;
import io.github.dysample.measure.Shape;
import io.github.dysample.verify.OffsetReach;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From the text of an option to a value; a text without one is reported without the name of an exception. */
final class Converters {
    private Converters() {}

    static void addTo(CommandLine command) {
        command.registerConverter(Path.class, Converters::path)
                .registerConverter(Style.class, inWordsOf(Style::ofTorchName))
                .registerConverter(Shape.class, inWordsOf(Shape::parse))
                .registerConverter(Format.class, inWordsOf(Format::ofName))
                .registerConverter(DType.class, inWordsOf(ElementType::named))
                .registerConverter(OffsetReach.class, inWordsOf(OffsetReach::named));
    }

    private static <T> ITypeConverter<T> inWordsOf(ITypeConverter<T> library) {
        return text -> {
            try {
                return library.convert(text);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(unknown.getMessage());
            }
        };
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException impossible) {
            throw new TypeConversionException("'" + text + "' cannot name a file here: " + impossible.getReason());
        }
    }

    /** Seeds as {@code torch.manual_seed} takes them: 64 bits, read as signed or unsigned. */
    static final class Seed implements ITypeConverter<Long> {

        @Override
        public Long convert(String text) {
            try {
                return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
            } catch (NumberFormatException outside) {
                throw new TypeConversionException("'" + text + "' is not a whole number from -2^63 to 2^64-1");
            }
        }
    }
}
