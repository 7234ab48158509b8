/** The {@code bench} command: what it measures, how, and how it is reported. */
package io.github.dysample.cli.bench;
