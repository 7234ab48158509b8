package io.github.dysample.spark;

import io.github.dysample.verify.CaseResult;
import java.io.Serializable;
import java.util.Set;

/**
 * What came of checking a case.
 *
 * @param number of the case in the suite
 * @param result the result; null if the case has none of the stages asked for, or could not be read
 * @param strangers names of files of the port that are no stage's
 * @param unreadable why the case could not be read; null if it could
 */
record CaseOutcome(int number, CaseResult result, Set<String> strangers, String unreadable) implements Serializable {}
