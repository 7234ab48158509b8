package io.github.dysample.onnxruntime.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.onnxruntime.DySampleOperator;
import io.github.dysample.onnxruntime.SomeNetwork;
import org.junit.jupiter.api.Test;

/** A session's nodes are let go with it; operators stay, one for each backend. */
class LifetimeTest {
    @Test
    void nodesOfSessions() throws Exception {
        int before = Registry.kernelCount();
        OrtSession first = SomeNetwork.open(Backends.best());
        OrtSession second = SomeNetwork.open(Backends.best());
        assertEquals(before + 2, Registry.kernelCount());
        first.close();
        SomeNetwork.run(second);
        second.close();
        assertEquals(before, Registry.kernelCount());
    }

    @Test
    void operatorsOfBackends() throws Exception {
        Backend backend = Backends.named("scalar").withExecutor(Runnable::run, 2);
        SomeNetwork.open(backend).close();
        int before = Registry.operatorCount();
        for (int i = 0; i < 3; i++) {
            SomeNetwork.open(backend).close();
        }
        assertEquals(before, Registry.operatorCount());
    }

    /** The session is what nodes depend on: its options may be closed, and be of several sessions. */
    @Test
    void optionsOfSeveralSessions() throws Exception {
        OrtSession first;
        OrtSession second;
        try (SessionOptions options = new SessionOptions()) {
            DySampleOperator.register(options);
            first = SomeNetwork.open(options);
            second = SomeNetwork.open(options);
        }
        System.gc();
        SomeNetwork.run(first);
        first.close();
        SomeNetwork.run(second);
        second.close();
    }
}
