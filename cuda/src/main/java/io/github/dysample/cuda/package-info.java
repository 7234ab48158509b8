/**
 * DySample on an NVIDIA GPU. For tensors of the host the backend {@code cuda} is all it takes, by its name; here is
 * what keeps tensors on the GPU, and what can go wrong there.
 */
package io.github.dysample.cuda;
