package io.github.dysample.spark;

import io.github.dysample.cli.ToldFailure;
import java.io.Serializable;

/**
 * A file that could not be upsampled.
 *
 * @param file where it is
 * @param reason in words
 * @param code the exit code that stands for it
 */
record FileFailure(String file, String reason, int code) implements Serializable {

    /** Takes a failure whose message may begin with the name of the file. */
    static FileFailure of(String file, String name, Throwable failure) {
        ToldFailure told = ToldFailure.of(failure);
        String message = told.message() == null || told.message().isBlank()
                ? failure.getClass().getSimpleName()
                : told.message();
        String reason = message.startsWith(name) ? message.substring(name.length()).replaceFirst("^:? +", "") : message;
        return new FileFailure(file, reason, told.code());
    }
}
