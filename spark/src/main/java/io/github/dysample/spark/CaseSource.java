package io.github.dysample.spark;

import io.github.dysample.verify.Strictness;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What executors need to check cases.
 *
 * @param suite the folder of the suite
 * @param port the folder of the port's cases
 * @param oneCase whether the suite has only one
 * @param strictness how strictly they are checked
 * @param hadoop the settings of the file systems
 */
record CaseSource(
        String suite,
        String port,
        boolean oneCase,
        Strictness strictness,
        Broadcast<SerializableConfiguration> hadoop)
        implements Serializable {

    /** {@return a copy for one case, to be closed} */
    CaseCopy copy() {
        return new CaseCopy(suite, port, hadoop.value().value());
    }
}
