// A stand-in for the CUDA driver, for tests without a GPU: device memory is memory of the host, kernels are those of
// dysample.cu compiled for the host. It is as lazy as a driver may be: what is put on a stream is done when somebody
// waits for it, so that nobody can rely on work being done that was not waited for. A context must be current on the
// calling thread; addresses, streams and events must be those it gave. Tests set what it pretends by standin_set, and
// ask what it counted by standin_get.

#include "host.h"

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <tuple>
#include <utility>

Dimensions threadIdx, blockIdx, blockDim;
alignas(16) float tileOffsets[48 * 1024 / sizeof(float)];

#include "dysample.cu"

namespace {

enum {
    SUCCESS = 0,
    INVALID_VALUE = 1,
    OUT_OF_MEMORY = 2,
    NO_DEVICE = 100,
    INVALID_CONTEXT = 201,
    INVALID_HANDLE = 400,
    NOT_FOUND = 500,
    SILENT = 7000,   // of no driver: its text is a null pointer
    ENDLESS = 7001,  // of no driver: its text is long, and of control characters
};

std::recursive_mutex mutex;
std::map<std::string, long long> settings = {
    {"driver", 12040}, {"devices", 1}, {"major", 9}, {"minor", 0}, {"memory", 1LL << 32}};
std::map<char*, size_t> device;
std::map<char*, size_t> pinned;
long long deviceBytes = 0;
thread_local void* current = nullptr;
char contexts[64];  // their addresses are the contexts of the devices

using Work = std::function<void()>;

struct Stream {
    std::deque<Work> work;
};

struct Event {
    Stream* stream;
    long long recorded;
    long long reached;
};

Stream defaultStream;
std::set<Stream*> streams;
std::set<Event*> events;

void step(Stream& stream) {
    Work next = std::move(stream.work.front());
    stream.work.pop_front();
    next();
}

void finish(Stream& stream) {
    while (!stream.work.empty()) step(stream);
}

void finishAll() {
    finish(defaultStream);
    for (Stream* stream : streams) finish(*stream);
}

// The stream of a handle; null if there is none.
Stream* streamOf(void* handle) {
    if (handle == nullptr) return &defaultStream;
    auto found = streams.find(static_cast<Stream*>(handle));
    return found == streams.end() ? nullptr : *found;
}

Event* eventOf(void* handle) {
    auto found = events.find(static_cast<Event*>(handle));
    return found == events.end() ? nullptr : *found;
}

long long setting(const std::string& name) {
    auto found = settings.find(name);
    return found == settings.end() ? 0 : found->second;
}

// A code set by standin_set("fail cuX", code) is given once.
int failure(const char* function) {
    auto found = settings.find(std::string("fail ") + function);
    if (found == settings.end()) {
        return SUCCESS;
    }
    int code = static_cast<int>(found->second);
    settings.erase(found);
    return code;
}

bool within(const std::map<char*, size_t>& blocks, const void* address, size_t bytes) {
    char* at = static_cast<char*>(const_cast<void*>(address));
    auto next = blocks.upper_bound(at);
    if (next == blocks.begin()) {
        return false;
    }
    auto block = std::prev(next);
    return at + bytes <= block->first + block->second;
}

// Threads of a block.
struct Fiber {
    ucontext_t state;
    std::vector<char> stack;
    bool done;
};

ucontext_t scheduler;
std::vector<Fiber> fibers;
Fiber* running;
Work body;

void enter() {
    body();
    running->done = true;
    swapcontext(&running->state, &scheduler);
}

void runBlock() {
    size_t threads = static_cast<size_t>(blockDim.x) * blockDim.y;
    fibers.resize(threads);
    for (Fiber& fiber : fibers) {
        fiber.stack.resize(64 * 1024);
        fiber.done = false;
        getcontext(&fiber.state);
        fiber.state.uc_stack.ss_sp = fiber.stack.data();
        fiber.state.uc_stack.ss_size = fiber.stack.size();
        fiber.state.uc_link = nullptr;
        makecontext(&fiber.state, enter, 0);
    }
    for (bool left = true; left;) {
        left = false;
        for (size_t i = 0; i < threads; i++) {
            if (!fibers[i].done) {
                running = &fibers[i];
                threadIdx = {static_cast<unsigned>(i % blockDim.x), static_cast<unsigned>(i / blockDim.x), 0};
                swapcontext(&scheduler, &running->state);
                left |= !running->done;
            }
        }
    }
}

void run(const Work& thread, unsigned int blocks, unsigned int threadsX, unsigned int threadsY, bool shares) {
    body = thread;
    blockDim = {threadsX, threadsY, 1};
    for (unsigned int block = 0; block < blocks; block++) {
        blockIdx = {block, 0, 0};
        if (shares) {
            std::memset(tileOffsets, 0xFF, sizeof tileOffsets);
            runBlock();
        } else {
            // Without shared memory there is nothing to wait for.
            for (unsigned int i = 0; i < threadsX; i++) {
                threadIdx = {i, 0, 0};
                body();
            }
        }
    }
}

// Takes the parameters of a kernel when it is launched, as the driver does.
template <typename... A, size_t... I>
Work bound(void (*kernel)(A...), void** values, std::index_sequence<I...>) {
    std::tuple<A...> parameters{*static_cast<A*>(values[I])...};
    return [kernel, parameters] { std::apply(kernel, parameters); };
}

template <typename... A>
Work bound(void (*kernel)(A...), void** values) {
    return bound(kernel, values, std::index_sequence_for<A...>{});
}

template <auto KERNEL>
Work bind(void** values) {
    return bound(KERNEL, values);
}

using Kernel = Work (*)(void**);

const std::map<std::string, Kernel> kernels = {
    {"conv1x1", bind<conv1x1>},
    {"pixelShuffle", bind<pixelShuffle>},
    {"pixelUnshuffle", bind<pixelUnshuffle>},
    {"offsets", bind<offsets>},
    {"offsetSample", bind<offsetSample>},
    {"projectGroups", bind<projectGroups>},
    {"sampleGroups", bind<sampleGroups>},
    {"gridSample", bind<gridSample>},
    {"layerBy4", bind<layerBy4>},
    {"layerBy3", bind<layerBy3>},
    {"layerBy2", bind<layerBy2>},
    {"layerBy1", bind<layerBy1>},
};

}  // namespace

void __syncthreads() {
    swapcontext(&running->state, &scheduler);
}

#define ENTER(function)                                \
    std::lock_guard<std::recursive_mutex> lock(mutex); \
    if (int code = failure(#function)) return code

#define ENTER_CONTEXT(function) \
    ENTER(function);            \
    if (current == nullptr) return INVALID_CONTEXT

extern "C" {

void standin_set(const char* name, long long value) {
    std::lock_guard<std::recursive_mutex> lock(mutex);
    settings[name] = value;
}

long long standin_get(const char* name) {
    std::lock_guard<std::recursive_mutex> lock(mutex);
    std::string what = name;
    return what == "device bytes" ? deviceBytes
            : what == "device blocks" ? static_cast<long long>(device.size())
            : what == "pinned blocks" ? static_cast<long long>(pinned.size())
            : what == "streams" ? static_cast<long long>(streams.size())
            : what == "events" ? static_cast<long long>(events.size())
            : -1;
}

int cuInit(unsigned int) {
    ENTER(cuInit);
    return setting("devices") == 0 ? NO_DEVICE : SUCCESS;
}

int cuDriverGetVersion(int* version) {
    ENTER(cuDriverGetVersion);
    *version = static_cast<int>(setting("driver"));
    return SUCCESS;
}

int cuGetErrorName(int code, const char** name) {
    static const std::map<int, const char*> names = {
        {INVALID_VALUE, "CUDA_ERROR_INVALID_VALUE"}, {OUT_OF_MEMORY, "CUDA_ERROR_OUT_OF_MEMORY"},
        {NO_DEVICE, "CUDA_ERROR_NO_DEVICE"}, {INVALID_CONTEXT, "CUDA_ERROR_INVALID_CONTEXT"},
        {INVALID_HANDLE, "CUDA_ERROR_INVALID_HANDLE"}, {NOT_FOUND, "CUDA_ERROR_NOT_FOUND"}};
    auto found = names.find(code);
    *name = found == names.end() ? nullptr : found->second;
    return found == names.end() ? INVALID_VALUE : SUCCESS;
}

// The driver's texts may be missing although it reports success, and may end nowhere near.
int cuGetErrorString(int code, const char** text) {
    static const std::string endless(70000, '\x1b');
    if (code == SILENT || code == ENDLESS) {
        *text = code == SILENT ? nullptr : endless.c_str();
        return SUCCESS;
    }
    *text = code == OUT_OF_MEMORY ? "out of memory"
            : code == NO_DEVICE ? "no CUDA-capable device is detected"
            : "it failed";
    return SUCCESS;
}

int cuDeviceGetCount(int* count) {
    ENTER(cuDeviceGetCount);
    *count = static_cast<int>(setting("devices"));
    return SUCCESS;
}

int cuDeviceGet(int* handle, int ordinal) {
    ENTER(cuDeviceGet);
    *handle = ordinal;
    return ordinal >= 0 && ordinal < setting("devices") ? SUCCESS : 101;
}

int cuDeviceGetName(char* name, int length, int ordinal) {
    ENTER(cuDeviceGetName);
    std::snprintf(name, length, "Stand-in %d", ordinal);
    return SUCCESS;
}

int cuDeviceGetAttribute(int* value, int attribute, int) {
    ENTER(cuDeviceGetAttribute);
    *value = attribute == 75 ? static_cast<int>(setting("major")) : static_cast<int>(setting("minor"));
    return attribute == 75 || attribute == 76 ? SUCCESS : INVALID_VALUE;
}

int cuDevicePrimaryCtxRetain(void** handle, int ordinal) {
    ENTER(cuDevicePrimaryCtxRetain);
    *handle = &contexts[ordinal];
    return SUCCESS;
}

int cuCtxSetCurrent(void* handle) {
    ENTER(cuCtxSetCurrent);
    current = handle;
    return handle >= contexts && handle < contexts + sizeof contexts ? SUCCESS : INVALID_CONTEXT;
}

int cuModuleLoadDataEx(void** module, const void* image, unsigned int, int*, void**) {
    ENTER_CONTEXT(cuModuleLoadDataEx);
    *module = &settings;
    return std::strstr(static_cast<const char*>(image), ".version 7.0") != nullptr ? SUCCESS : INVALID_VALUE;
}

int cuModuleGetFunction(void** function, void*, const char* name) {
    ENTER_CONTEXT(cuModuleGetFunction);
    auto found = kernels.find(name);
    *function = found == kernels.end() ? nullptr : reinterpret_cast<void*>(found->second);
    return found == kernels.end() ? NOT_FOUND : SUCCESS;
}

int cuMemGetInfo_v2(size_t* free, size_t* total) {
    ENTER_CONTEXT(cuMemGetInfo_v2);
    *total = setting("memory");
    *free = setting("memory") - deviceBytes;
    return SUCCESS;
}

int cuMemAlloc_v2(char** address, size_t bytes) {
    ENTER_CONTEXT(cuMemAlloc_v2);
    if (bytes == 0) return INVALID_VALUE;
    if (deviceBytes + static_cast<long long>(bytes) > setting("memory")) return OUT_OF_MEMORY;
    *address = static_cast<char*>(std::aligned_alloc(256, (bytes + 255) / 256 * 256));
    std::memset(*address, 0xFF, bytes);  // NaN, should anybody read what nobody wrote
    device[*address] = bytes;
    deviceBytes += bytes;
    return SUCCESS;
}

int cuMemFree_v2(char* address) {
    ENTER_CONTEXT(cuMemFree_v2);
    auto found = device.find(address);
    if (found == device.end()) return INVALID_VALUE;
    finishAll();
    deviceBytes -= found->second;
    device.erase(found);
    std::free(address);
    return SUCCESS;
}

int cuMemHostAlloc(char** address, size_t bytes, unsigned int) {
    ENTER_CONTEXT(cuMemHostAlloc);
    *address = static_cast<char*>(std::malloc(bytes));
    pinned[*address] = bytes;
    return SUCCESS;
}

int cuMemFreeHost(char* address) {
    ENTER_CONTEXT(cuMemFreeHost);
    finishAll();
    if (pinned.erase(address) == 0) return INVALID_VALUE;
    std::free(address);
    return SUCCESS;
}

int cuMemcpyHtoDAsync_v2(char* target, const void* source, size_t bytes, void* handle) {
    ENTER_CONTEXT(cuMemcpyHtoDAsync_v2);
    if (!within(device, target, bytes) || !within(pinned, source, bytes)) return INVALID_VALUE;
    Stream* stream = streamOf(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    stream->work.push_back([=] { std::memcpy(target, source, bytes); });
    return SUCCESS;
}

int cuMemcpyDtoHAsync_v2(void* target, const char* source, size_t bytes, void* handle) {
    ENTER_CONTEXT(cuMemcpyDtoHAsync_v2);
    if (!within(device, source, bytes) || !within(pinned, target, bytes)) return INVALID_VALUE;
    Stream* stream = streamOf(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    stream->work.push_back([=] { std::memcpy(target, source, bytes); });
    return SUCCESS;
}

int cuStreamCreate(void** handle, unsigned int) {
    ENTER_CONTEXT(cuStreamCreate);
    *handle = *streams.insert(new Stream()).first;
    return SUCCESS;
}

int cuStreamDestroy_v2(void* handle) {
    ENTER_CONTEXT(cuStreamDestroy_v2);
    Stream* stream = streamOf(handle);
    if (stream == nullptr || stream == &defaultStream) return INVALID_HANDLE;
    finish(*stream);
    streams.erase(stream);
    return SUCCESS;
}

int cuStreamSynchronize(void* handle) {
    ENTER_CONTEXT(cuStreamSynchronize);
    Stream* stream = streamOf(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    finish(*stream);
    return SUCCESS;
}

int cuEventCreate(void** handle, unsigned int) {
    ENTER_CONTEXT(cuEventCreate);
    *handle = *events.insert(new Event{&defaultStream, 0, 0}).first;
    return SUCCESS;
}

int cuEventDestroy_v2(void* handle) {
    ENTER_CONTEXT(cuEventDestroy_v2);
    finishAll();
    return events.erase(static_cast<Event*>(handle)) == 0 ? INVALID_HANDLE : SUCCESS;
}

int cuEventRecord(void* eventHandle, void* streamHandle) {
    ENTER_CONTEXT(cuEventRecord);
    Event* event = eventOf(eventHandle);
    Stream* stream = streamOf(streamHandle);
    if (event == nullptr || stream == nullptr) return INVALID_HANDLE;
    event->stream = stream;
    long long turn = ++event->recorded;
    stream->work.push_back([=] { event->reached = turn; });
    return SUCCESS;
}

// Done as far as the event, and not a step further.
int cuEventSynchronize(void* handle) {
    ENTER_CONTEXT(cuEventSynchronize);
    Event* event = eventOf(handle);
    if (event == nullptr) return INVALID_HANDLE;
    while (event->reached < event->recorded) step(*event->stream);
    return SUCCESS;
}

int cuEventElapsedTime(float* milliseconds, void*, void*) {
    ENTER_CONTEXT(cuEventElapsedTime);
    *milliseconds = 1;
    return SUCCESS;
}

int cuMemcpyDtoDAsync_v2(char* target, const char* source, size_t bytes, void* handle) {
    ENTER_CONTEXT(cuMemcpyDtoDAsync_v2);
    if (!within(device, target, bytes) || !within(device, source, bytes)) return INVALID_VALUE;
    Stream* stream = streamOf(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    stream->work.push_back([=] { std::memcpy(target, source, bytes); });
    return SUCCESS;
}

int cuLaunchKernel(
        void* function, unsigned int gridX, unsigned int gridY, unsigned int gridZ, unsigned int blockX,
        unsigned int blockY, unsigned int blockZ, unsigned int shared, void* handle, void** values, void**) {
    ENTER_CONTEXT(cuLaunchKernel);
    Stream* stream = streamOf(handle);
    if (function == nullptr || stream == nullptr) return INVALID_HANDLE;
    if (gridX == 0 || gridY != 1 || gridZ != 1 || blockX * blockY > 1024 || blockZ != 1
            || shared > sizeof tileOffsets) {
        return INVALID_VALUE;
    }
    Work thread = reinterpret_cast<Kernel>(function)(values);
    stream->work.push_back([=] { run(thread, gridX, blockX, blockY, shared > 0); });
    return SUCCESS;
}

}  // extern "C"
