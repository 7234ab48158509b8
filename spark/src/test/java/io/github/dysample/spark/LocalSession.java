package io.github.dysample.spark;

import org.apache.spark.sql.SparkSession;

/** The session of the tests in this JVM, on two threads. */
final class LocalSession {
    private LocalSession() {}

    /** {@return the session, which stays until the JVM ends} */
    static SparkSession get() {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .getOrCreate();
    }
}
