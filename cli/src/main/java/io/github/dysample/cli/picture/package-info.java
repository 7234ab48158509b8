/** Pictures of what a layer does. */
package io.github.dysample.cli.picture;
