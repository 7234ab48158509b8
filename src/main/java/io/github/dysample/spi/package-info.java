/**
 * What a backend implements: the kernels, the prepared layer, and a provider that {@link java.util.ServiceLoader}
 * finds.
 */
package io.github.dysample.spi;
