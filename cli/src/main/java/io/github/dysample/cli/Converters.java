package io.github.dysample.cli;

import io.github.dysample.Style;
import io.github.dysample.cli.bench.Format;
import io.github.dysample.io.DType;
import io.github.dysample.measure.Shape;
import io.github.dysample.verify.OffsetReach;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options. What is wrong with one is said in the library's words. */
final class Converters {
    private Converters() {}

    static void addTo(CommandLine command) {
        command.registerConverter(Style.class, converter(Style::ofTorchName))
                .registerConverter(Shape.class, converter(Shape::parse))
                .registerConverter(Format.class, converter(Format::ofName))
                .registerConverter(DType.class, converter(ElementType::named))
                .registerConverter(NamedSuite.class, converter(NamedSuite::named))
                .registerConverter(OffsetReach.class, converter(OffsetReach::named))
                .registerConverter(Path.class, converter(Converters::path));
    }

    private static <T> ITypeConverter<T> converter(Function<String, T> read) {
        return value -> {
            try {
                return read.apply(value);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(wrong.getMessage());
            }
        };
    }

    private static Path path(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException impossible) {
            throw new IllegalArgumentException(
                    "'" + value + "' cannot name a file here: " + impossible.getReason(), impossible);
        }
    }
}
