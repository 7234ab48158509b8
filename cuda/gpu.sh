#!/bin/sh
# What needs a GPU, in a checkout after `mvn -q verify`, or in what pack.sh has packed:
#
#     sh gpu.sh tests       the contract, the golden cases, 10,000 random layers, 100,000 calls
#     sh gpu.sh sanitize    some layers under compute-sanitizer, a tool of the CUDA toolkit
#     sh gpu.sh measure     the layer beside PyTorch and plain copies; python3 has to have PyTorch
#
# In a checkout the JDK is `java`, or JAVA.
set -eu
cd "$(dirname "$0")"
if [ -d lib ]; then
    java=jdk/bin/java
    measured=measured
    class_path=classes:test-classes:$(printf '%s:' lib/*.jar)
else
    java=${JAVA:-java}
    measured=target/measured
    # Other projects' jars are where pack.sh has them packed. Ours are there too, but classes of the checkout come first.
    [ -d target/gpu/lib ] || (cd .. && mvn -q -Pcuda-pack -DskipTests package -pl cuda -am)
    ours=../src/target/classes:../testkit/target/classes:../measure/target/classes:target/classes:target/test-classes
    class_path=$ours:$(printf '%s:' target/gpu/lib/*.jar)
fi
options="--add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp $class_path"

case ${1:-} in
    tests)
        if [ -d lib ]; then
            $java $options -Ddysample.testdata=testdata -Ddysample.test.label=cuda-gpu \
                io.github.dysample.cuda.gpu.GpuTests
        else
            (cd .. && mvn -q -Pcuda verify)
        fi
        ;;
    sanitize)
        # Memory is not kept from call to call, so that the tools see each block.
        for tool in memcheck racecheck initcheck; do
            echo "compute-sanitizer --tool $tool"
            compute-sanitizer --tool $tool --error-exitcode 1 --target-processes all \
                $java $options -Ddysample.cuda.cache=false io.github.dysample.cuda.gpu.ManyLayers 200
        done
        ;;
    measure)
        $java $options io.github.dysample.cuda.measure.Main $measured
        python3 measure.py $measured
        ;;
    *)
        echo "gpu.sh: say tests, sanitize or measure" >&2
        exit 2
        ;;
esac
