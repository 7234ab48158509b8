/** What ports of the layer get wrong, and the layer with it. */
package io.github.dysample.cli.mistake;
