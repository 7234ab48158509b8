/** One case of a port: which stages it gives, how far each is off, and what the wrong values have in common. */
package io.github.dysample.verify.internal.check;
