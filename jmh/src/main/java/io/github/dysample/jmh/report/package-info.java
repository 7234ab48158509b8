/** From JMH's results to the table and the chart of the README. */
package io.github.dysample.jmh.report;
