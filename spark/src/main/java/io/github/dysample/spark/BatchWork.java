package io.github.dysample.spark;

import io.github.dysample.DySample;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/**
 * What there is to do with rows that are upsampled in batches.
 *
 * @param shared the layer
 * @param kind what the column holds
 * @param column its place in the row
 * @param invalid what becomes of bad rows
 * @param batch how many rows one call of the layer may have
 */
@SuppressWarnings("serial") // broadcasts can be serialised; their abstract class does not say so
record BatchWork(Broadcast<SharedLayer> shared, ColumnKind kind, int column, InvalidRows invalid, int batch)
        implements Serializable {
    /** {@return the layer of this JVM} */
    DySample layer() {
        return shared.value().layer();
    }
}
