/** How speed is measured: the shapes and what is computed on them, timing in turns, the copy loop, statistics. */
package io.github.dysample.measure;
