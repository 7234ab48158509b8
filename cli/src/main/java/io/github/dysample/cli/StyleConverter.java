package io.github.dysample.cli;

import io.github.dysample.Style;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Styles by the names PyTorch's module takes. */
final class StyleConverter implements ITypeConverter<Style> {

    @Override
    public Style convert(String value) {
        try {
            return Style.ofTorchName(value);
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException(unknown.getMessage());
        }
    }
}
