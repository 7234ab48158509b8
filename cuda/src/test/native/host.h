// What dysample.cu needs of CUDA, for a C++ compiler of the host: a block's threads take turns on one thread of the
// machine, each on a stack of its own, so that __syncthreads() is a change of turn.
#ifndef HOST_H
#define HOST_H

#include <cstdint>
#include <cstring>
#include <limits>
#include <math.h>
#include <ucontext.h>
#include <vector>

#define __device__
#define __global__
#define __shared__
#define __restrict__ __restrict

struct Dimensions {
    unsigned int x, y, z;
};

struct float2 {
    float x, y;
};

struct float4 {
    float x, y, z, w;
};

inline float2 make_float2(float x, float y) {
    return {x, y};
}

inline float4 make_float4(float x, float y, float z, float w) {
    return {x, y, z, w};
}

extern Dimensions threadIdx;
extern Dimensions blockIdx;
extern Dimensions blockDim;

void __syncthreads();

inline float __int_as_float(int bits) {
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

inline int __float_as_int(float value) {
    int bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}

// As the GPU converts: towards zero, saturated, NaN to 0. A cast would be undefined past the range.
inline int __float2int_rz(float value) {
    if (value != value) {
        return 0;
    }
    if (value >= 2147483648.0f) {
        return std::numeric_limits<int>::max();
    }
    return value < -2147483648.0f ? std::numeric_limits<int>::min() : static_cast<int>(value);
}

#endif
