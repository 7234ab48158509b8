/** Words and numbers for people. */
package io.github.dysample.verify.internal.text;
