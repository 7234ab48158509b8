/**
 * DySample on an NVIDIA GPU. Host tensors only need the name of the backend, {@code cuda}; these types keep tensors on
 * the GPU, and report what fails there.
 */
package io.github.dysample.cuda;
