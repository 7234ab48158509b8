/**
 * Tests on a GPU: {@code sh cuda/gpu.sh tests}. They take the driver that is installed, or the library that the system
 * property {@code dysample.cuda.library} names; {@code dysample.cuda.calls} makes the long ones shorter.
 */
package io.github.dysample.cuda.gpu;
