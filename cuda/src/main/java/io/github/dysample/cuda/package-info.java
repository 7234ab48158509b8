/** What can go wrong on a GPU. The backend itself is found by its name, {@code cuda}. */
package io.github.dysample.cuda;
