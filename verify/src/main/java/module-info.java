/** Checking a port of the layer: golden suites, comparison, diagnosis, reports. */
@SuppressWarnings("module") // The command, which the packages below are opened to, is compiled after this module.
module io.github.dysample.verify {
    requires transitive io.github.dysample.io;
    requires java.desktop;
    requires java.xml;
    requires tools.jackson.jr.ob;

    exports io.github.dysample.verify;

    // The command prints and draws as the reports do.
    exports io.github.dysample.verify.internal.json to io.github.dysample.cli;
    exports io.github.dysample.verify.internal.report to io.github.dysample.cli;
    exports io.github.dysample.verify.internal.text to io.github.dysample.cli;
}
