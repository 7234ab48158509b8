#!/bin/sh
# Compiles the kernels to the PTX text that the library carries: sh cuda/ptx.sh [FILE]
#
# Needs nvcc; the library and its users do not. The text is for compute capability 7.5 and later, which the driver
# compiles for the GPU it finds. nvcc writes the newest version of the language; the kernels need nothing past 7.0, which
# CUDA 11.0 brought, so that older drivers take them, too. ptxas checks that it is so.
set -eu
cd "$(dirname "$0")"
target=${1:-src/main/resources/io/github/dysample/cuda/internal/dysample.ptx}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
nvcc -ptx -std=c++17 -O3 -arch=compute_75 -fmad=false -ftz=false -prec-div=true -prec-sqrt=true \
    -o "$scratch/raw.ptx" src/main/cuda/dysample.cu
{
    echo "// Made from dysample.cu by cuda/ptx.sh with nvcc $(nvcc --version | sed -n 's/.*, V//p')."
    sed -e '/^\/\//d' -e 's/^\.version .*/.version 7.0/' "$scratch/raw.ptx" | cat -s
} > "$scratch/dysample.ptx"
for architecture in sm_75 sm_80 sm_90; do
    ptxas -arch=$architecture -o "$scratch/dysample.cubin" "$scratch/dysample.ptx"
done
if grep -q '\.ftz\|\.approx' "$scratch/dysample.ptx"; then
    echo "ptx.sh: an operation is not rounded correctly" >&2
    exit 1
fi
mv "$scratch/dysample.ptx" "$target"
