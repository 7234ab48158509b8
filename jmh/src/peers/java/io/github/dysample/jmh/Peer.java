package io.github.dysample.jmh;

/** Another engine with a model and its input. */
interface Peer {
    /** One call, of which only a number is kept that depends on it, for JMH. */
    long run() throws Exception;

    /** The output of a call. */
    float[] output() throws Exception;

    void close() throws Exception;
}
