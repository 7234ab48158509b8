package io.github.dysample.internal.scalar;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** From the gradient of the offsets to those of the offset branch's two convolutions. */
public final class OffsetsGradient {
    private OffsetsGradient() {}

    public static void run(
            Tensor gradOffsets, Tensor linear, Tensor scope, Tensor gradLinear, Tensor gradScope, Workers workers) {
        int planes = gradOffsets.n() * gradOffsets.c();
        if (workers.width() == 1) {
            for (int plane = 0; plane < planes; plane++) {
                plane(gradOffsets, linear, scope, plane, gradLinear, gradScope);
            }
        } else {
            workers.run(planes, plane -> plane(gradOffsets, linear, scope, plane, gradLinear, gradScope));
        }
    }

    private static void plane(
            Tensor gradOffsets, Tensor linear, Tensor scope, int plane, Tensor gradLinear, Tensor gradScope) {
        int positions = gradOffsets.h() * gradOffsets.w();
        for (int p = plane * positions; p < (plane + 1) * positions; p++) {
            float grad = gradOffsets.data()[p];
            if (scope == null) {
                gradLinear.data()[p] = grad * 0.25f;
            } else {
                float half = grad * 0.5f;
                // 1 − sigmoid(z) would lose bits as z grows; sigmoid(−z) does not.
                float sigmoid = Sigmoid.sigmoid(scope.data()[p]);
                float slope = sigmoid * Sigmoid.sigmoid(-scope.data()[p]);
                gradLinear.data()[p] = half * sigmoid;
                gradScope.data()[p] = half * linear.data()[p] * slope;
            }
        }
    }
}
