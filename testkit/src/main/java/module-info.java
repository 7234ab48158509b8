/** Tests that every backend has to pass. */
module io.github.dysample.testkit {
    requires transitive io.github.dysample;
    requires transitive org.junit.jupiter.api;
    requires org.junit.jupiter.params;

    exports io.github.dysample.testkit;
    // JUnit calls the tests of a contract by reflection.
    opens io.github.dysample.testkit;
}
