package io.github.dysample.cli;

import io.github.dysample.cli.bench.Shape;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Shapes such as {@code 1x256x120x120}. */
final class ShapeConverter implements ITypeConverter<Shape> {
    private static final Pattern SHAPE = Pattern.compile("([0-9]+)x([0-9]+)x([0-9]+)x([0-9]+)");

    @Override
    public Shape convert(String value) {
        Matcher numbers = SHAPE.matcher(value);
        if (!numbers.matches()) {
            throw new TypeConversionException("'" + value + "' is no shape BxCxHxW, such as 1x256x120x120");
        }
        try {
            return new Shape(number(numbers, 1), number(numbers, 2), number(numbers, 3), number(numbers, 4));
        } catch (NumberFormatException tooLarge) {
            throw new TypeConversionException("'" + value + "' has a dimension over " + Integer.MAX_VALUE);
        } catch (IllegalArgumentException impossible) {
            throw new TypeConversionException(impossible.getMessage());
        }
    }

    private static int number(Matcher numbers, int group) {
        return Integer.parseInt(numbers.group(group));
    }
}
