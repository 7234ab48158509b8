package io.github.dysample.spark;

import org.apache.spark.TaskContext;

/** A row holds something that cannot be upsampled. The message says what, and does not name the row. */
final class BadRowException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRowException(String reason) {
        super(reason);
    }

    BadRowException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /**
     * {@return the failure of a job that ends with this row}
     *
     * @param task the row's, or null where Spark computes without one
     * @param row the number of the task's rows before it
     */
    IllegalArgumentException ofRow(TaskContext task, long row) {
        String place = task == null ? "a row of a local table" : "row " + row + " of partition " + task.partitionId();
        return new IllegalArgumentException(place + " cannot be upsampled: " + getMessage()
                + "; setHandleInvalid(\"skip\") leaves such rows out, \"keep\" puts the reason into a column", this);
    }
}
