package io.github.dysample.spark;

import java.io.Serializable;
import java.util.List;

/**
 * What came of the files of one task.
 *
 * @param done how many were upsampled
 * @param remarks what formats could not hold
 * @param failures the others
 */
record TaskOutcome(long done, List<String> remarks, List<FileFailure> failures) implements Serializable {}
