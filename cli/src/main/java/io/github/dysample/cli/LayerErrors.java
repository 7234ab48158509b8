package io.github.dysample.cli;

import io.github.dysample.io.AmbiguousLayerException;
import io.github.dysample.io.EndConvException;
import io.github.dysample.io.LayerChoiceException;

/** What the library says of a layer it cannot read, and the command's options that help. */
final class LayerErrors {
    private LayerErrors() {}

    /** {@return the library's sentence, which the options continue} */
    static String text(IllegalArgumentException unfit) {
        return switch (unfit) {
            case AmbiguousLayerException open -> open.getMessage() + " with " + switch (open.missing()) {
                case SCALE -> "--scale";
                case SCALE_OR_GROUPS -> "--scale or --groups";
                case STYLE -> "--style";
                case SCALE_AND_STYLE -> "--scale and --style";
            };
            case LayerChoiceException open when open.prefix() == null && !open.prefixes().isEmpty() ->
                open.getMessage() + " with --prefix";
            case EndConvException _ ->
                unfit.getMessage().replace("LayerOptions.leavingOutEndConv", "--without-end-conv");
            default -> unfit.getMessage();
        };
    }
}
