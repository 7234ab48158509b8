package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.io.AmbiguousLayerException;
import io.github.dysample.io.AmbiguousLayerException.Missing;
import io.github.dysample.io.LayerChoiceException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerErrorsTest {
    private static String open(Missing missing) {
        return LayerErrors.text(new AmbiguousLayerException("give " + missing, missing));
    }

    @Test
    void theOptionsFollowWhatTheLibraryAsksFor() {
        assertEquals("give the scale with --scale", open(Missing.SCALE));
        assertEquals("give the scale or the groups with --scale or --groups", open(Missing.SCALE_OR_GROUPS));
        assertEquals("give the style with --style", open(Missing.STYLE));
        assertEquals("give the scale and the style with --scale and --style", open(Missing.SCALE_AND_STYLE));
    }

    @Test
    void thePrefixIsAskedForOnlyWhereItHelps() {
        List<String> prefixes = List.of("a.", "b.");
        assertEquals("say which with --prefix", LayerErrors.text(
                new LayerChoiceException("say which", null, prefixes)));
        assertEquals("no c", LayerErrors.text(new LayerChoiceException("no c", "c", prefixes)));
        assertEquals("none", LayerErrors.text(new LayerChoiceException("none", null, List.of())));
        assertEquals("unfit", LayerErrors.text(new IllegalArgumentException("unfit")));
    }
}
