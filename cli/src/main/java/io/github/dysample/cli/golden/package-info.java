/** Reference data for those who port the layer: the cases and how they are written to files. */
package io.github.dysample.cli.golden;
