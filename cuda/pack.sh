#!/bin/sh
# Packs the tests and measurements for a machine that has a GPU and nothing else: sh cuda/pack.sh
#
# Needs a JDK, 25.0.3 or later, as JAVA_HOME, and Maven. Leaves cuda/target/gpu, about 60 MB: copy it, and run its gpu.sh there.
set -eu
cd "$(dirname "$0")"
rm -rf target/gpu
(cd .. && mvn -q -Pcuda-pack -DskipTests package -pl cuda -am)
"$JAVA_HOME/bin/jlink" --add-modules java.base,java.logging,java.xml,jdk.incubator.vector,jdk.management \
    --compress zip-9 --strip-debug --no-header-files --no-man-pages --output target/gpu/jdk
cp -r target/classes target/test-classes measure.py gpu.sh target/gpu/
mkdir -p target/gpu/testdata
cp -r ../testdata/cases target/gpu/testdata/
echo "$(du -sh target/gpu | cut -f 1) in cuda/target/gpu"
