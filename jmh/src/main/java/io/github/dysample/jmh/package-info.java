/** The benchmarks: the layer and its kernels, and the engines to compare with where they are built in. */
package io.github.dysample.jmh;
