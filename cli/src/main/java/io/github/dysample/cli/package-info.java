/** The {@code dysample} command: one class per subcommand, and what they share. */
package io.github.dysample.cli;
