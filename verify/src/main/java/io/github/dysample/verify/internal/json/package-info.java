/** JSON objects, read and written. */
package io.github.dysample.verify.internal.json;
