package io.github.dysample.io;

import static io.github.dysample.io.TorchCheckpointTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pickled modules are read as the state dict they stand for; objects of unknown classes are data. */
class PickledModulesTest {

    private static List<String> names(PickleBuilder pickle) throws IOException {
        return List.copyOf(read(pickle.stop()).arrays().keySet());
    }

    /**
     * A module with a parameter w, buffers kept and dropped, a plain attribute, and what the caller adds as submodules.
     */
    private static PickleBuilder module(PickleBuilder pickle, Runnable submodules) {
        pickle.global("models.yolo", "Block").op(")").raw(0x81).op("}(");
        pickle.text("training").raw(0x88);
        pickle.text("_parameters").global("collections", "OrderedDict").op(")R(");
        pickle.text("w").vector("0", 12).text("none").op("Nu");
        pickle.text("_buffers").op("}(").text("kept").vector("0", 12).text("dropped").vector("0", 12).op("u");
        pickle.text("_non_persistent_buffers_set").global("__builtin__", "set").op("](").text("dropped").op("e");
        pickle.raw(0x85).op("R");
        pickle.text("stride").vector("0", 12);
        pickle.text("_modules").op("}(");
        submodules.run();
        return pickle.op("uub");
    }

    @Test
    void aModuleHasTheNamesOfItsStateDict() throws IOException {
        PickleBuilder pickle = new PickleBuilder();
        module(pickle, () -> {
            pickle.text("0");
            module(pickle, () -> { });
            pickle.text("absent").op("N");
        });
        assertEquals(List.of("w", "kept", "0.w", "0.kept"), names(pickle));
    }

    @Test
    void aModuleInACheckpointHasItsOwnNames() throws IOException {
        PickleBuilder pickle = new PickleBuilder().op("}(").text("model").op("N").text("ema");
        module(pickle, () -> { });
        pickle.text("args").global("argparse", "Namespace").op(")").raw(0x81).op("}").text("lr").op("NsbNNu");
        assertEquals(List.of("w", "kept"), names(pickle));
    }

    @Test
    void twoModulesHaveTheirKeysAsPrefixes() throws IOException {
        PickleBuilder pickle = new PickleBuilder().op("}(").text("model");
        module(pickle, () -> { });
        pickle.text("ema");
        module(pickle, () -> { });
        assertEquals(List.of("model.w", "model.kept", "ema.w", "ema.kept"), names(pickle.op("u")));
    }

    @Test
    void aSharedModuleStandsUnderEachName() throws IOException {
        PickleBuilder pickle = new PickleBuilder();
        module(pickle, () -> {
            pickle.text("a");
            module(pickle, () -> { }).raw('q', 1);
            pickle.text("b").raw('h', 1);
        });
        assertEquals(List.of("w", "kept", "a.w", "a.kept", "b.w", "b.kept"), names(pickle));
    }

    @Test
    void aTorchScriptModuleHasItsTensorsAsAttributes() throws IOException {
        PickleBuilder pickle = new PickleBuilder().global("__torch__", "Wrap").op(")").raw(0x81).op("}(");
        pickle.text("training").raw(0x88).text("neck");
        pickle.global("__torch__.torch.nn", "Up").op(")").raw(0x81).op("}(");
        pickle.text("init_pos").vector("0", 12).text("weight").vector("0", 12).op("ub");
        assertEquals(List.of("neck.init_pos", "neck.weight"), names(pickle.op("ub")));
    }

    @Test
    void objectsOfOtherClassesAreDictsOfWhatTheyHold() throws IOException {
        PickleBuilder subclass = new PickleBuilder().global("lightning", "AttributeDict").op(")").raw(0x81).op("(");
        subclass.text("w").vector("0", 12).op("u");
        assertEquals(List.of("w"), names(subclass));

        PickleBuilder slots = new PickleBuilder().global("a", "Slots").op(")}").raw(0x92).op("N}").text("w");
        slots.vector("0", 12).op("s").raw(0x86).op("b");
        assertEquals(List.of("w"), names(slots));

        PickleBuilder twice = new PickleBuilder().global("a", "State").op(")").raw(0x81);
        twice.op("}").text("a").vector("0", 12).op("sb}").text("b").vector("0", 12).op("sb");
        assertEquals(List.of("a", "b"), names(twice));
    }

    @Test
    void listsAndTuplesAtTheTop() throws IOException {
        PickleBuilder list = new PickleBuilder().op("](}").text("w").vector("0", 12).op("sK\1e");
        assertEquals(List.of("w"), names(list));
        PickleBuilder tuple = new PickleBuilder().op("(}").text("w").vector("0", 12).op("s}");
        tuple.text("v").vector("0", 12).op("st");
        assertEquals(List.of("0.w", "1.v"), names(tuple));
    }

    /** Only where there is nothing else: an optimizer has lists and numbers, too. */
    @Test
    void listsAndNumbersAnywhereIfThereIsNothingElse() throws IOException {
        PickleBuilder list = new PickleBuilder().op("}(").text("epoch").op("K\1").text("nets").op("](N");
        module(list, () -> { });
        assertEquals(List.of("w", "kept"), names(list.op("eu")));

        PickleBuilder numbers = new PickleBuilder().op("}(K\7}").text("w").vector("0", 12).op("sK\11}");
        numbers.text("v").vector("0", 12).op("su");
        assertEquals(List.of("7.w", "9.v"), names(numbers));

        PickleBuilder tuples = new PickleBuilder().op("((}").text("w").vector("0", 12).op("sNtK\3t");
        assertEquals(List.of("w"), names(tuples));

        PickleBuilder beside = new PickleBuilder().op("}(").text("model").op("}").text("w").vector("0", 12).op("s");
        beside.text("optimizer").op("}K\0}").text("momentum").vector("0", 12).op("ss").text("nets").op("](}");
        beside.text("v").vector("0", 12).op("seu");
        assertEquals(List.of("w"), names(beside));
    }

    @Test
    void aFrozenTorchScriptModuleHasNoNames() {
        PickleBuilder pickle = new PickleBuilder().global("__torch__", "Wrap").op(")").raw(0x81);
        pickle.op("}").text("training").raw(0x89).op("sb");
        TestFiles.assertRefused(-1, "before torch.jit.freeze", () -> names(pickle));
    }

    @Test
    void aSubclassOfTensorIsItsTensor() throws IOException {
        PickleBuilder pickle = new PickleBuilder().op("}").text("w");
        pickle.global("torch._tensor", "_rebuild_from_type_v2").op("(");
        pickle.global("torch._utils", "_rebuild_tensor_v2").global("fastai", "TensorBase").op("(");
        pickle.storage("FloatStorage", "0", 12).integer(0).integers(12).integers(1).raw(0x89).op("Nt}tRs");
        assertEquals(List.of("w"), names(pickle));
    }
}
