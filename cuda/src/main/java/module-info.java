/** The DySample layer on an NVIDIA GPU, through the driver that is installed with it. */
module io.github.dysample.cuda {
    requires transitive io.github.dysample;

    exports io.github.dysample.cuda;

    provides io.github.dysample.spi.BackendProvider with
            io.github.dysample.cuda.internal.CudaProvider;
}
