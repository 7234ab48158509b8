/** Checking a port, or one of our backends, against a suite of golden cases, stage by stage. */
package io.github.dysample.cli.verify;
