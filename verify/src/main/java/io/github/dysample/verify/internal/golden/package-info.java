/** How cases are made, written to folders and read back. */
package io.github.dysample.verify.internal.golden;
