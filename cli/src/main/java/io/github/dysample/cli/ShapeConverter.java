package io.github.dysample.cli;

import io.github.dysample.measure.Shape;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Shapes such as {@code 1x256x120x120}. */
final class ShapeConverter implements ITypeConverter<Shape> {

    @Override
    public Shape convert(String value) {
        try {
            return Shape.parse(value);
        } catch (IllegalArgumentException impossible) {
            throw new TypeConversionException(impossible.getMessage());
        }
    }
}
