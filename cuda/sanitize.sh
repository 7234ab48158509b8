#!/bin/sh
# Runs the layer under NVIDIA's compute-sanitizer, which watches every access to the GPU's memory: sh cuda/sanitize.sh
#
# Needs a GPU, compute-sanitizer of the CUDA toolkit, JDK 25 as `java` (or JAVA), and the classes that `mvn -q verify`
# leaves. Memory is not kept from call to call, so that the tools see each block.
set -eu
cd "$(dirname "$0")"
for tool in memcheck racecheck initcheck; do
    echo "compute-sanitizer --tool $tool"
    compute-sanitizer --tool $tool --error-exitcode 1 --target-processes all \
        "${JAVA:-java}" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
        -Ddysample.cuda.cache=false \
        -cp ../src/target/classes:../testkit/target/classes:target/classes:target/test-classes \
        io.github.dysample.cuda.gpu.ManyLayers "${1:-200}"
done
