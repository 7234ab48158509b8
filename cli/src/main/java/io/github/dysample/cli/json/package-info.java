/** JSON objects, read and written. */
package io.github.dysample.cli.json;
