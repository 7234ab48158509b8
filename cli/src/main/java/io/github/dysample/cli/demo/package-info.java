/** The demonstration: a photograph, a layer trained in PyTorch, and its result checked and drawn. */
package io.github.dysample.cli.demo;
