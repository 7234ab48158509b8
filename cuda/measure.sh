#!/bin/sh
# Measures the layer on a GPU beside PyTorch and plain copies: sh cuda/measure.sh [FOLDER]
#
# Needs a GPU, JDK 25 as `java` (or JAVA), python3 with PyTorch, and the classes that `mvn -q verify` leaves. What it
# measures is in FOLDER/times.csv, the table on standard output.
set -eu
cd "$(dirname "$0")"
out=${1:-target/measure}
"${JAVA:-java}" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
    -cp ../src/target/classes:../testkit/target/classes:target/classes:target/test-classes \
    io.github.dysample.cuda.measure.Main "$out"
python3 measure.py "$out"
