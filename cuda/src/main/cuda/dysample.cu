// The layer on a GPU. Every kernel gives the bits of the scalar backend: each output is computed by one thread, in the
// order of operations that io.github.dysample.spi.Backend states, with correctly rounded operations only. That takes
// -fmad=false, so that nothing is fused but what is written as fmaf, and neither -use_fast_math nor any part of it.
//
// Tensors are float32, NCHW, and have fewer than 2^31 elements. Tests compile this file for the host, too.

// ---------------------------------------------------------------------------------------------------------------------
// Offsets

// 2^exponent, for exponents of normal numbers.
__device__ inline float powerOfTwo(int exponent) {
    return __int_as_float((exponent + 127) << 23);
}

// exp(x) for x not above 0. The steps are those of Backend.offsets, the constants the scalar backend's.
__device__ inline float expOfNegative(float x) {
    const float rounder = 0x1.8p+23f;  // leaves the nearest integer in the low bits
    float clamped = x < -104.0f ? -104.0f : x;  // below, exp rounds to 0
    float shifted = fmaf(clamped, 0x1.715476p+0f, rounder);
    float n = shifted - rounder;
    float r = fmaf(n, -0x1.62e4p-1f, clamped);
    r = fmaf(n, -0x1.7f7d1cp-20f, r);

    float p = fmaf(0x1.6d4366p-10f, r, 0x1.120ba6p-7f);
    p = fmaf(p, r, 0x1.5554e8p-5f);
    p = fmaf(p, r, 0x1.5554dcp-3f);
    p = fmaf(p, r, 0.5f);
    p = fmaf(p, r, 1.0f);
    p = fmaf(p, r, 1.0f);

    // In two factors: n reaches below the smallest normal exponent.
    int exponent = __float_as_int(shifted) - __float_as_int(rounder);
    int half = exponent >> 1;
    return p * powerOfTwo(half) * powerOfTwo(exponent - half);
}

__device__ inline float sigmoid(float x) {
    float e = expOfNegative(-fabsf(x));
    float numerator = x >= 0.0f ? 1.0f : e;
    float denominator = 1.0f + e;
    float lost = e - (denominator - 1.0f);
    float reciprocal = 1.0f / denominator;
    float quotient = numerator * reciprocal;
    float remainder = fmaf(-quotient, lost, fmaf(-quotient, denominator, numerator));
    return fmaf(remainder, reciprocal, quotient);
}

__device__ inline float staticOffset(float linear, float initial) {
    return fmaf(linear, 0.25f, initial);
}

__device__ inline float dynamicOffset(float linear, float scope, float initial) {
    return fmaf(linear * sigmoid(scope), 0.5f, initial);
}

// ---------------------------------------------------------------------------------------------------------------------
// Points

// Where an offset from a pixel points, in one dimension. It is split, so that the coordinate, which would lose bits on
// wide maps, is never formed, and the clip is integer work.
struct Point {
    int base;        // the pixel at or before the point, clipped to the map
    float fraction;  // beyond it; 0 where the point was clipped, and for NaN
};

__device__ inline Point pointOf(int position, float offset, int size) {
    float floored = floorf(offset);
    // The conversion saturates, so that no offset wraps, and takes NaN to 0.
    long long unclipped = position + (long long) __float2int_rz(floored);
    Point point = {0, 0.0f};
    if (!(offset == offset) || unclipped < 0) {
        return point;
    }
    if (unclipped >= size - 1) {
        point.base = size - 1;
        return point;
    }
    point.base = (int) unclipped;
    point.fraction = offset - floored;
    return point;
}

// Four neighbours of a point: the index of the first in a plane, which of the others are inside, and the weights.
struct Neighbours {
    int first;
    bool east;
    bool south;
    float nw, ne, sw, se;
};

__device__ inline Neighbours neighboursOf(Point x, Point y, int height, int width) {
    Neighbours n;
    n.first = y.base * width + x.base;
    n.east = x.base + 1 < width;
    n.south = y.base + 1 < height;
    n.nw = (1.0f - x.fraction) * (1.0f - y.fraction);
    n.ne = x.fraction * (1.0f - y.fraction);
    n.sw = (1.0f - x.fraction) * y.fraction;
    n.se = x.fraction * y.fraction;
    return n;
}

// The bilinear sum. A neighbour outside counts as 0: an edge pixel that is repeated, and infinite, would make NaN of
// its weight 0.
__device__ inline float bilinear(const float* __restrict__ plane, const Neighbours& n, int width) {
    const float* first = plane + n.first;
    float nw = first[0];
    float ne = n.east ? first[1] : 0.0f;
    float sw = n.south ? first[width] : 0.0f;
    float se = n.east && n.south ? first[width + 1] : 0.0f;
    return fmaf(n.se, se, fmaf(n.sw, sw, fmaf(n.ne, ne, n.nw * nw)));
}

// ---------------------------------------------------------------------------------------------------------------------
// Kernels of one stage. One thread an output; the index is unsigned, since the last block may reach past 2^31.

__device__ inline unsigned int globalIndex() {
    return blockIdx.x * blockDim.x + threadIdx.x;
}

// x (B, inputs, P), weight (outputs, inputs), bias (outputs) or null, out (B, outputs, P).
extern "C" __global__ void conv1x1(
        const float* __restrict__ x, const float* __restrict__ weight, const float* __restrict__ bias,
        float* __restrict__ out, int inputs, int outputs, int positions, unsigned int count) {
    unsigned int index = globalIndex();
    if (index >= count) {
        return;
    }
    int position = index % positions;
    int output = index / positions % outputs;
    int item = index / positions / outputs;
    const float* column = x + (long long) item * inputs * positions + position;
    const float* row = weight + (long long) output * inputs;
    float sum = bias == nullptr ? 0.0f : bias[output];
    for (int c = 0; c < inputs; c++) {
        sum = fmaf(row[c], column[(long long) c * positions], sum);
    }
    out[index] = sum;
}

// x (B, C·factor², H, W), out (B, C, factor·H, factor·W).
extern "C" __global__ void pixelShuffle(
        const float* __restrict__ x, float* __restrict__ out, int height, int width, int factor,
        unsigned int count) {
    unsigned int index = globalIndex();
    if (index >= count) {
        return;
    }
    int w = index % (factor * width);
    int h = index / (factor * width) % (factor * height);
    int plane = index / (factor * width) / (factor * height);  // item · C + channel
    int source = (plane * factor + h % factor) * factor + w % factor;
    out[index] = x[((long long) source * height + h / factor) * width + w / factor];
}

// x (B, C, factor·H, factor·W), out (B, C·factor², H, W); the index counts x.
extern "C" __global__ void pixelUnshuffle(
        const float* __restrict__ x, float* __restrict__ out, int height, int width, int factor,
        unsigned int count) {
    unsigned int index = globalIndex();
    if (index >= count) {
        return;
    }
    int w = index % (factor * width);
    int h = index / (factor * width) % (factor * height);
    int plane = index / (factor * width) / (factor * height);
    int target = (plane * factor + h % factor) * factor + w % factor;
    out[((long long) target * height + h / factor) * width + w / factor] = x[index];
}

// linear and scope (B, K, H, W), scope null where it is static, initial (K); out may be linear.
extern "C" __global__ void offsets(
        const float* linear, const float* __restrict__ scope, const float* __restrict__ initial, float* out,
        int channels, int positions, unsigned int count) {
    unsigned int index = globalIndex();
    if (index >= count) {
        return;
    }
    float start = initial[index / positions % channels];
    out[index] = scope == nullptr
            ? staticOffset(linear[index], start)
            : dynamicOffset(linear[index], scope[index], start);
}

// The neighbours of the point that output (h, w) of a group samples; offsets is (B, 2·g·s², H, W).
__device__ inline Neighbours neighboursAt(
        const float* __restrict__ offsets, int item, int group, int groups, int scale, int h, int w, int height,
        int width) {
    int positions = scale * scale;
    int k = group * positions + h % scale * scale + w % scale;
    long long row = ((long long) item * 2 * groups * positions + k) * height + h / scale;
    const float* own = offsets + row * width + w / scale;
    Point px = pointOf(w / scale, own[0], width);
    Point py = pointOf(h / scale, own[(long long) groups * positions * height * width], height);
    return neighboursOf(px, py, height, width);
}

// x (B, C, H, W), offsets (B, 2·g·s², H, W), out (B, C, sH, sW).
extern "C" __global__ void offsetSample(
        const float* __restrict__ x, const float* __restrict__ offsets, float* __restrict__ out, int channels,
        int height, int width, int scale, int groups, unsigned int count) {
    unsigned int index = globalIndex();
    if (index >= count) {
        return;
    }
    int outWidth = scale * width;
    int outHeight = scale * height;
    int w = index % outWidth;
    int h = index / outWidth % outHeight;
    int channel = index / outWidth / outHeight % channels;
    int item = index / outWidth / outHeight / channels;
    int group = channel / (channels / groups);
    const float* plane = x + ((long long) item * channels + channel) * height * width;
    out[index] = bilinear(plane, neighboursAt(offsets, item, group, groups, scale, h, w, height, width), width);
}

// What a 1×1 convolution makes of each group of channels alone: x (B, C, P), weight (outputs, C), out (B, g, outputs, P).
extern "C" __global__ void projectGroups(
        const float* __restrict__ x, const float* __restrict__ weight, float* __restrict__ out, int channels,
        int groups, int outputs, int positions, unsigned int count) {
    unsigned int index = globalIndex();
    if (index >= count) {
        return;
    }
    int position = index % positions;
    int output = index / positions % outputs;
    int group = index / positions / outputs % groups;
    int item = index / positions / outputs / groups;
    int channelsPerGroup = channels / groups;
    int first = group * channelsPerGroup;
    const float* column = x + ((long long) item * channels + first) * positions + position;
    const float* row = weight + (long long) output * channels + first;
    float sum = 0.0f;
    for (int c = 0; c < channelsPerGroup; c++) {
        sum = fmaf(row[c], column[(long long) c * positions], sum);
    }
    out[index] = sum;
}

// Samples what projectGroups made, each group at its own points, and adds the groups up: x (B, g, outputs, H, W), offsets
// (B, 2·g·s², H, W), bias (outputs) or null, out (B, outputs, sH, sW).
extern "C" __global__ void sampleGroups(
        const float* __restrict__ x, const float* __restrict__ offsets, const float* __restrict__ bias,
        float* __restrict__ out, int outputs, int height, int width, int scale, int groups, unsigned int count) {
    unsigned int index = globalIndex();
    if (index >= count) {
        return;
    }
    int outWidth = scale * width;
    int outHeight = scale * height;
    int w = index % outWidth;
    int h = index / outWidth % outHeight;
    int output = index / outWidth / outHeight % outputs;
    int item = index / outWidth / outHeight / outputs;
    long long plane = (long long) height * width;
    float sum = bias == nullptr ? 0.0f : bias[output];
    for (int group = 0; group < groups; group++) {
        const float* source = x + (((long long) item * groups + group) * outputs + output) * plane;
        sum = sum + bilinear(source, neighboursAt(offsets, item, group, groups, scale, h, w, height, width), width);
    }
    out[index] = sum;
}

// Of grid_sample: values are those of the enums Padding and Interpolation, in their order.
enum { ZEROS, BORDER, REFLECTION };
enum { BILINEAR, NEAREST };

// Not above 0 means 0, which takes NaN along.
__device__ inline float clipped(float coordinate, float last) {
    if (!(coordinate > 0.0f)) {
        return 0.0f;
    }
    return coordinate > last ? last : coordinate;
}

// Mirrored at low and at low + span, as often as needed.
__device__ inline float reflected(float coordinate, float low, float span) {
    float distance = fabsf(coordinate - low);
    float flips = floorf(distance / span);
    float rest = fmaf(-flips, span, distance);
    bool even = flips - 2.0f * floorf(flips * 0.5f) == 0.0f;
    return even ? rest + low : span - rest + low;
}

// From a normalised grid value to a pixel coordinate that is safe to sample at.
__device__ inline float gridCoordinate(float value, int size, int padding, bool alignCorners) {
    float last = size - 1;
    float coordinate = fmaf(value, (alignCorners ? last : size) / 2.0f, last / 2.0f);
    if (padding == ZEROS) {
        return coordinate > -1.0f && coordinate < size ? coordinate : -2.0f;  // where all neighbours are outside
    }
    if (padding == REFLECTION) {
        coordinate = alignCorners ? reflected(coordinate, 0.0f, last) : reflected(coordinate, -0.5f, size);
    }
    return clipped(coordinate, last);
}

__device__ inline float pixelOrZero(const float* plane, int height, int width, int y, int x) {
    return y >= 0 && y < height && x >= 0 && x < width ? plane[y * width + x] : 0.0f;
}

// x (B, C, H, W), grid (B, Ho, Wo, 2), out (B, C, Ho, Wo); points is Ho · Wo.
extern "C" __global__ void gridSample(
        const float* __restrict__ x, const float* __restrict__ grid, float* __restrict__ out, int channels, int height,
        int width, int points, int interpolation, int padding, int alignCorners, unsigned int count) {
    unsigned int index = globalIndex();
    if (index >= count) {
        return;
    }
    int point = index % points;
    int channel = index / points % channels;
    int item = index / points / channels;
    const float* value = grid + ((long long) item * points + point) * 2;
    float px = gridCoordinate(value[0], width, padding, alignCorners);
    float py = gridCoordinate(value[1], height, padding, alignCorners);
    const float* plane = x + ((long long) item * channels + channel) * height * width;
    if (interpolation == NEAREST) {
        out[index] = pixelOrZero(plane, height, width, (int) rintf(py), (int) rintf(px));
        return;
    }
    float x0 = floorf(px);
    float y0 = floorf(py);
    float fx = px - x0;
    float fy = py - y0;
    int left = (int) x0;
    int top = (int) y0;
    float sum = (1.0f - fx) * (1.0f - fy) * pixelOrZero(plane, height, width, top, left);
    sum = fmaf(fx * (1.0f - fy), pixelOrZero(plane, height, width, top, left + 1), sum);
    sum = fmaf((1.0f - fx) * fy, pixelOrZero(plane, height, width, top + 1, left), sum);
    out[index] = fmaf(fx * fy, pixelOrZero(plane, height, width, top + 1, left + 1), sum);
}

// ---------------------------------------------------------------------------------------------------------------------
// The layer in one kernel. A block takes TILE pixels of one item, one to each lane: its warps first compute the offsets
// of all groups into shared memory, then sample. What a block reads of x twice is still in the cache, and offsets never
// leave the chip.

enum { TILE = 32, WARPS = 8, TOGETHER = 4 };

// Offsets of a tile, [offset channel][pixel].
extern __shared__ float tileOffsets[];

struct Layer {
    const float* offsetWeight;  // as Weights packs them
    const float* offsetBias;    // or null
    const float* scopeWeight;   // null where the scope is static
    const float* scopeBias;     // or null
    const float* initial;       // of each offset channel
    int channels;
    int groups;
    int scale;
    int shuffleFirst;  // style pl
};

// TOGETHER outputs of a branch in style lp at one pixel; they share what is read of x. Weights are [outputs / TOGETHER]
// [inputs][TOGETHER], padded with zeros.
__device__ inline void branchLp(
        const float* __restrict__ column, long long stride, const float* __restrict__ weight,
        const float* __restrict__ bias, int inputs, int first, int outputs, float* sums) {
    for (int o = 0; o < TOGETHER; o++) {
        sums[o] = bias == nullptr || first + o >= outputs ? 0.0f : bias[first + o];
    }
    const float4* packed = reinterpret_cast<const float4*>(weight) + (long long) first / TOGETHER * inputs;
#pragma unroll 8
    for (int c = 0; c < inputs; c++) {
        float value = column[c * stride];
        float4 w = packed[c];
        sums[0] = fmaf(w.x, value, sums[0]);
        sums[1] = fmaf(w.y, value, sums[1]);
        sums[2] = fmaf(w.z, value, sums[2]);
        sums[3] = fmaf(w.w, value, sums[3]);
    }
}

// One output of a branch in style pl at one pixel: the two shuffles around the convolution only say which channels it
// reads. Weights are [row][inputs].
__device__ inline float branchPl(
        const float* __restrict__ column, long long stride, const float* __restrict__ weight,
        const float* __restrict__ bias, int inputs, int k, int positions) {
    int row = k / positions;
    const float* first = column + k % positions * stride;
    float sum = bias == nullptr ? 0.0f : bias[row];
#pragma unroll 8
    for (int c = 0; c < inputs; c++) {
        sum = fmaf(weight[(long long) row * inputs + c], first[c * positions * stride], sum);
    }
    return sum;
}

__device__ inline void computeOffsets(const float* __restrict__ column, long long stride, const Layer& layer) {
    int positions = layer.scale * layer.scale;
    int outputs = 2 * layer.groups * positions;
    int lane = threadIdx.x;
    if (layer.shuffleFirst) {
        int inputs = layer.channels / positions;
        for (int k = threadIdx.y; k < outputs; k += WARPS) {
            float initial = layer.initial[k];
            float linear = branchPl(column, stride, layer.offsetWeight, layer.offsetBias, inputs, k, positions);
            tileOffsets[k * TILE + lane] = layer.scopeWeight == nullptr
                    ? staticOffset(linear, initial)
                    : dynamicOffset(
                            linear,
                            branchPl(column, stride, layer.scopeWeight, layer.scopeBias, inputs, k, positions),
                            initial);
        }
        return;
    }
    for (int first = threadIdx.y * TOGETHER; first < outputs; first += WARPS * TOGETHER) {
        float linear[TOGETHER];
        float scope[TOGETHER];
        branchLp(column, stride, layer.offsetWeight, layer.offsetBias, layer.channels, first, outputs, linear);
        if (layer.scopeWeight != nullptr) {
            branchLp(column, stride, layer.scopeWeight, layer.scopeBias, layer.channels, first, outputs, scope);
        }
        for (int o = 0; o < TOGETHER && first + o < outputs; o++) {
            float initial = layer.initial[first + o];
            tileOffsets[(first + o) * TILE + lane] = layer.scopeWeight == nullptr
                    ? staticOffset(linear[o], initial)
                    : dynamicOffset(linear[o], scope[o], initial);
        }
    }
}

// COLUMNS neighbouring outputs at a time, written together.
template <int COLUMNS>
__device__ inline void store(float* out, const float* values) {
    for (int j = 0; j < COLUMNS; j++) {
        out[j] = values[j];
    }
}

template <>
__device__ inline void store<2>(float* out, const float* values) {
    *reinterpret_cast<float2*>(out) = make_float2(values[0], values[1]);
}

template <>
__device__ inline void store<4>(float* out, const float* values) {
    *reinterpret_cast<float4*>(out) = make_float4(values[0], values[1], values[2], values[3]);
}

// Samples the tile. Warps share the (group, sub-row, run of columns) units, and the channels of a group where there are
// fewer units than warps. COLUMNS divides the scale.
template <int COLUMNS>
__device__ inline void sampleTile(
        const float* __restrict__ x, float* __restrict__ out, const Layer& layer, int height, int width, int h, int w) {
    int scale = layer.scale;
    int positions = scale * scale;
    int runs = layer.groups * scale * (scale / COLUMNS);
    int parts = runs < WARPS ? WARPS / runs : 1;
    int channelsPerGroup = layer.channels / layer.groups;
    long long plane = (long long) height * width;
    int outWidth = scale * width;
    for (int unit = threadIdx.y; unit < runs * parts; unit += WARPS) {
        int run = unit % runs;
        int part = unit / runs;
        int j = run % (scale / COLUMNS) * COLUMNS;
        int i = run / (scale / COLUMNS) % scale;
        int group = run / (scale / COLUMNS) / scale;
        Neighbours neighbours[COLUMNS];
        for (int column = 0; column < COLUMNS; column++) {
            int k = group * positions + i * scale + j + column;
            Point px = pointOf(w, tileOffsets[k * TILE + threadIdx.x], width);
            Point py = pointOf(h, tileOffsets[(layer.groups * positions + k) * TILE + threadIdx.x], height);
            neighbours[column] = neighboursOf(px, py, height, width);
        }
        long long target = (long long) (scale * h + i) * outWidth + scale * w + j;
#pragma unroll 4
        for (int c = part; c < channelsPerGroup; c += parts) {
            int channel = group * channelsPerGroup + c;
            float values[COLUMNS];
            for (int column = 0; column < COLUMNS; column++) {
                values[column] = bilinear(x + channel * plane, neighbours[column], width);
            }
            store<COLUMNS>(out + channel * plane * positions + target, values);
        }
    }
}

// A grid of items · tiles blocks of (TILE, WARPS) threads.
template <int COLUMNS>
__device__ inline void layerOf(
        const float* __restrict__ x, float* __restrict__ out, const Layer& layer, int height, int width, int tiles) {
    int positions = height * width;
    int item = blockIdx.x / tiles;
    int position = blockIdx.x % tiles * TILE + threadIdx.x;
    bool inside = position < positions;
    int own = inside ? position : positions - 1;  // lanes past the end repeat the last pixel, and write nothing
    const float* image = x + (long long) item * layer.channels * positions;
    computeOffsets(image + own, positions, layer);
    __syncthreads();
    if (inside) {
        float* target = out + (long long) item * layer.channels * positions * layer.scale * layer.scale;
        sampleTile<COLUMNS>(image, target, layer, height, width, own / width, own % width);
    }
}

// For scales that 4, 3, 2 or nothing divides.
extern "C" __global__ void layerBy4(const float* x, float* out, Layer layer, int height, int width, int tiles) {
    layerOf<4>(x, out, layer, height, width, tiles);
}

extern "C" __global__ void layerBy3(const float* x, float* out, Layer layer, int height, int width, int tiles) {
    layerOf<3>(x, out, layer, height, width, tiles);
}

extern "C" __global__ void layerBy2(const float* x, float* out, Layer layer, int height, int width, int tiles) {
    layerOf<2>(x, out, layer, height, width, tiles);
}

extern "C" __global__ void layerBy1(const float* x, float* out, Layer layer, int height, int width, int tiles) {
    layerOf<1>(x, out, layer, height, width, tiles);
}
