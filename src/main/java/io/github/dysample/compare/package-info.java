/** How far one tensor is from another: statistics, tolerances, and an assertion whose message tells them. */
package io.github.dysample.compare;
