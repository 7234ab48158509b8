#!/bin/sh
# Runs the layer under NVIDIA's compute-sanitizer, which watches every access to the GPU's memory: sh cuda/sanitize.sh
#
# Needs a GPU, compute-sanitizer of the CUDA toolkit, and the classes that `mvn -q verify` leaves.
set -eu
cd "$(dirname "$0")"
for tool in memcheck racecheck initcheck; do
    echo "compute-sanitizer --tool $tool"
    compute-sanitizer --tool $tool --error-exitcode 1 --target-processes all \
        java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
        -cp ../src/target/classes:../testkit/target/classes:target/classes:target/test-classes \
        io.github.dysample.cuda.gpu.ManyLayers "${1:-200}"
done
