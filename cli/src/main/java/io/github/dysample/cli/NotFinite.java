package io.github.dysample.cli;

import io.github.dysample.io.NdArray;
import java.nio.file.Path;

/**
 * How many values of a picture are no finite numbers, which a picture cannot hold.
 *
 * @param nans NaN
 * @param infinities of either sign
 * @param values of all
 */
record NotFinite(long nans, long infinities, long values) {

    static NotFinite in(NdArray array) {
        long nans = 0;
        long infinities = 0;
        for (float value : array.toFloats()) {
            nans += Float.isNaN(value) ? 1 : 0;
            infinities += Float.isInfinite(value) ? 1 : 0;
        }
        return new NotFinite(nans, infinities, array.size());
    }

    /** {@return what became of them in a file, or nothing if there are none} */
    String remark(Path file) {
        String remark = "";
        if (nans > 0) {
            remark += nans + " of " + values + " values are NaN and became 0";
        }
        if (infinities > 0) {
            remark += (nans > 0 ? "; " : "") + infinities + " of " + values + " are infinite and became 0 or 1";
        }
        return remark.isEmpty() ? "" : StandardStreams.outputName(file) + ": " + remark;
    }
}
