/** Reference data for those who port the layer: cases, the mistakes they catch, and how they are written to files. */
package io.github.dysample.cli.golden;
