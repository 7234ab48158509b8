package io.github.dysample.cli;

import io.github.dysample.Style;
import io.github.dysample.cli.bench.Format;
import io.github.dysample.io.DType;
import io.github.dysample.measure.Shape;
import io.github.dysample.verify.OffsetReach;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options. What is wrong with one is said in the library's words. */
final class Converters {
    private Converters() {}

    static void addTo(CommandLine command) {
        command.registerConverter(Style.class, lower(Style::ofTorchName))
                .registerConverter(Shape.class, converter(Shape::parse))
                .registerConverter(Format.class, lower(Format::ofName))
                .registerConverter(FileExtension.class, converter(
                        ending -> FileExtension.named(OutputFormat.FITTING, ending)))
                .registerConverter(DType.class, lower(ElementType::named))
                .registerConverter(NamedSuite.class, lower(NamedSuite::named))
                .registerConverter(OffsetReach.class, lower(OffsetReach::named))
                .registerConverter(Path.class, converter(Converters::path));
    }

    /** For names, which may be given in capital letters, too. */
    private static <T> ITypeConverter<T> lower(Function<String, T> read) {
        return converter(name -> read.apply(name.toLowerCase(Locale.ROOT)));
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
