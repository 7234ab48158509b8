/** Training: what the command and the demo do with the library's optimisers. */
package io.github.dysample.cli.train;
