/** The {@code dysample} command. It exports nothing: the library is in the modules it requires. */
@SuppressWarnings("requires-automatic") // metadata-extractor predates modules; the image adds a descriptor to it
module io.github.dysample.cli {
    requires io.github.dysample;
    requires io.github.dysample.io;
    requires io.github.dysample.measure;
    requires io.github.dysample.onnx;
    requires io.github.dysample.verify;
    requires info.picocli;
    requires java.desktop;
    requires metadata.extractor;
    requires tools.jackson.jr.ob;

    // A backend that nothing refers to: required, so that it is in the image.
    requires io.github.dysample.cuda;

    // Hard, where core is soft: the command then needs no flag for the vector backend to be found and probed.
    requires jdk.incubator.vector;

    // picocli fills the annotated fields by reflection.
    opens io.github.dysample.cli to info.picocli;
}
