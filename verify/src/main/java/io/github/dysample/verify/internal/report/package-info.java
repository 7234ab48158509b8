/** The result of a check as text, HTML, JSON and JUnit XML. */
package io.github.dysample.verify.internal.report;
