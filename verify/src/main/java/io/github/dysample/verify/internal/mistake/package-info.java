/** The layer with the mistakes that ports make, stage by stage. */
package io.github.dysample.verify.internal.mistake;
