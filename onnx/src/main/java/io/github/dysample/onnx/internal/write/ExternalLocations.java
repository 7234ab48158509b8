package io.github.dysample.onnx.internal.write;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.StoredTensor;
import io.github.dysample.onnx.internal.wire.WireReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The files beside a model that its constants are in. */
public final class ExternalLocations {
    private static final int ENTRY = 13;

    private ExternalLocations() {}

    /** {@return the locations as the model has them, each once; they are not checked} */
    public static List<String> of(Model model) throws FileFormatException {
        Set<String> locations = new LinkedHashSet<>();
        for (StoredTensor tensor : model.graph().initializers().values()) {
            WireReader reader = new WireReader(model.file(), tensor.message());
            while (tensor.external() && reader.next()) {
                if (reader.field() == ENTRY) {
                    addLocation(new WireReader(model.file(), reader.bytes()), locations);
                }
            }
        }
        return List.copyOf(locations);
    }

    private static void addLocation(WireReader entry, Set<String> locations) throws FileFormatException {
        boolean isLocation = false;
        String value = "";
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> isLocation = entry.text().equals("location");
                case 2 -> value = entry.text();
                default -> { }
            }
        }
        if (isLocation) {
            locations.add(value);
        }
    }
}
