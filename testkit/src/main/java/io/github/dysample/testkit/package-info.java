/** What every backend owes, as JUnit tests. */
package io.github.dysample.testkit;
