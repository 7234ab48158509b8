/** Words and numbers for people. */
package io.github.dysample.cli.text;
