/** Which mistake explains what a port gives. */
package io.github.dysample.verify.internal.diagnosis;
