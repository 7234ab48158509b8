package io.github.dysample.jmh;

/** What a comparison is about. */
public enum Pass {
    /** The output alone, as where a network is used. */
    FORWARD,
    /** The output and all gradients, as where it is trained. */
    BACKWARD
}
