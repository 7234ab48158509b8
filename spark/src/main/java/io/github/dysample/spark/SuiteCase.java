package io.github.dysample.spark;

import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * One case of a suite.
 *
 * @param number of the case in the suite
 * @param place its folder below that of the suite, empty if it is that folder
 * @param bytes the size of its files
 * @param manifest the lines about it in the suite's MANIFEST; null if the suite has none
 */
record SuiteCase(int number, String place, long bytes, String manifest) implements Serializable {

    /** {@return its folder} */
    Path folder(String suite) {
        return place.isEmpty() ? new Path(suite) : new Path(suite, place);
    }

    /** {@return the name of its folder} */
    String name(String suite) {
        return folder(suite).getName();
    }
}
