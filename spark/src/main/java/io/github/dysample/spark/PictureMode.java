package io.github.dysample.spark;

/** The forms of a picture in Spark's image struct that hold 8 bits a sample, by OpenCV's numbers. */
enum PictureMode {
    /** Grey. */
    CV_8UC1(0, 1),
    /** Blue, green, red. */
    CV_8UC3(16, 3),
    /** Blue, green, red, alpha. */
    CV_8UC4(24, 4);

    private final int number;
    private final int channels;

    PictureMode(int number, int channels) {
        this.number = number;
        this.channels = channels;
    }

    int number() {
        return number;
    }

    int channels() {
        return channels;
    }

    /** {@return the place in a pixel of a channel in the order of red, green, blue and alpha} */
    int place(int channel) {
        return this == CV_8UC1 || channel == 3 ? channel : 2 - channel;
    }

    static boolean isOfSomePicture(int channels) {
        return channels == CV_8UC1.channels || channels == CV_8UC3.channels || channels == CV_8UC4.channels;
    }

    static PictureMode ofChannels(int channels) {
        return switch (channels) {
            case 1 -> CV_8UC1;
            case 3 -> CV_8UC3;
            case 4 -> CV_8UC4;
            default -> throw new IllegalArgumentException(channels + " channels are no picture");
        };
    }

    static PictureMode ofNumber(int number) throws BadRowException {
        for (PictureMode mode : values()) {
            if (mode.number == number) {
                return mode;
            }
        }
        throw new BadRowException(number == -1
                ? "the picture was not decoded (mode -1): its file is damaged or no picture"
                : "the picture has mode " + number + ", and those that can be read have 8 bits a sample: 0 (grey),"
                        + " 16 (BGR) or 24 (BGRA)");
    }
}
