package io.github.dysample.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Paths; what cannot be one is reported without the name of an exception. */
final class PathConverter implements ITypeConverter<Path> {

    @Override
    public Path convert(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException impossible) {
            throw new TypeConversionException(
                    "'" + value + "' cannot name a file here: " + impossible.getReason());
        }
    }
}
