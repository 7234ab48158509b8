package io.github.dysample.onnx.internal.find;

import io.github.dysample.onnx.internal.evaluate.Constants;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What has the form of a layer.
 *
 * @param sampler its GridSample
 * @param region what makes the grid
 * @param offset the convolution of the offsets
 * @param scope the one of the scope, or null
 * @param shuffledFirst whether the convolutions read a rearranged map, as style pl has it
 * @param y the tensor it makes
 */
record Candidate(
        Node sampler, Region region, Convolution offset, Convolution scope, boolean shuffledFirst, String y) {

    /** Looks at a node of type GridSample. */
    static Candidate of(Model model, Constants constants, Node sampler) throws NotALayerException, IOException {
        requireSampling(sampler, model.opset());
        Region region = Region.of(model, constants, sampler);
        List<Convolution> convolutions = new ArrayList<>();
        for (Node node : region.convolutions()) {
            convolutions.add(Convolution.read(model, constants, node));
        }
        if (convolutions.size() > 2) {
            throw new NotALayerException(convolutions.size() + " convolutions make its offsets, a layer has one, or"
                    + " two with a dynamic scope");
        }
        Set<Node> scopes = scopes(model, region);
        Convolution scope = convolutions.stream().filter(c -> scopes.contains(c.node())).findFirst().orElse(null);
        Convolution offset = convolutions.stream().filter(c -> !scopes.contains(c.node())).findFirst().orElse(null);
        if (offset == null || convolutions.size() != (scope == null ? 1 : 2)) {
            throw new NotALayerException(convolutions.size() + " convolutions make its offsets, of which "
                    + scopes.size() + " feed a Sigmoid; with a dynamic scope one of two does");
        }
        if (scope != null && (scope.outputs() != offset.outputs() || scope.inputs() != offset.inputs())) {
            throw new NotALayerException("its convolutions have weights of " + offset.outputs() + "×"
                    + offset.inputs() + " and " + scope.outputs() + "×" + scope.inputs() + ", a layer's are equal");
        }
        return new Candidate(sampler, region, offset, scope, !reads(model, offset.node(), region.x()),
                y(model, sampler));
    }

    private static void requireSampling(Node sampler, long opset) throws NotALayerException {
        if (!sampler.domain().isEmpty()) {
            throw new NotALayerException("it is an operator of the domain " + sampler.domain() + ", not ONNX's own");
        }
        String mode = sampler.text("mode", opset >= 20 ? "linear" : "bilinear");
        if (!mode.equals("bilinear") && !mode.equals("linear")) {
            throw new NotALayerException("its mode is " + mode + ", a layer samples bilinearly");
        }
        String padding = sampler.text("padding_mode", "zeros");
        if (!padding.equals("border") && !padding.equals("zeros")) {
            throw new NotALayerException("its padding is " + padding + ", a layer's is border");
        }
        if (sampler.integer("align_corners", 0) != 0) {
            throw new NotALayerException("its corners are aligned, a layer's are not");
        }
    }

    /** The convolutions that a Sigmoid reads, whatever rearranges their output between the two. */
    private static Set<Node> scopes(Model model, Region region) {
        Set<Node> found = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        region.nodes().stream().filter(node -> node.is("Sigmoid")).forEach(node -> open.push(node.input(0)));
        while (!open.isEmpty()) {
            Node maker = model.wiring().makerOf(open.pop());
            if (maker == null || !region.nodes().contains(maker) || !seen.add(maker.output())) {
                continue;
            }
            if (maker.is("Conv")) {
                found.add(maker);
            } else if (!maker.is("Shape")) {
                maker.inputs().forEach(open::push);
            }
        }
        return found;
    }

    private static boolean reads(Model model, Node convolution, String x) {
        String at = convolution.input(0);
        for (Node maker = model.wiring().makerOf(at);
                !at.equals(x) && maker != null && (maker.is("Identity") || maker.is("Cast"));
                maker = model.wiring().makerOf(at)) {
            at = maker.input(0);
        }
        return at.equals(x);
    }

    /** The groups come together in a Reshape, which an optimiser takes out where there is one group. */
    private static String y(Model model, Node sampler) {
        List<Node> readers = model.wiring().readersOf(sampler.output()).stream()
                .filter(node -> !node.is("Shape"))
                .toList();
        return readers.size() == 1 && readers.getFirst().is("Reshape")
                && readers.getFirst().input(0).equals(sampler.output())
                ? readers.getFirst().output()
                : sampler.output();
    }
}
