package io.github.dysample.spark;

import io.github.dysample.cli.FileContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Upsamples the files of a task, on an executor. */
final class FolderTask implements Function<List<FolderFile>, TaskOutcome> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<SharedLayer> layer;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final String temporary;

    /**
     * A task.
     *
     * @param layer the layer
     * @param hadoop the settings of the file systems
     * @param temporary the folder for files that are not whole yet
     */
    FolderTask(Broadcast<SharedLayer> layer, Broadcast<SerializableConfiguration> hadoop, String temporary) {
        this.layer = layer;
        this.hadoop = hadoop;
        this.temporary = temporary;
    }

    @Override
    public TaskOutcome call(List<FolderFile> files) {
        long done = 0;
        List<String> remarks = new ArrayList<>();
        List<FileFailure> failures = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            FolderFile file = files.get(i);
            Path in = new Path(file.in());
            try {
                String remark = upsample(in, new Path(file.out()), i);
                done++;
                if (!remark.isEmpty()) {
                    remarks.add(file.out() + ": " + remark);
                }
            } catch (IOException | RuntimeException | OutOfMemoryError failure) {
                // Of a task that was killed, Spark knows what to do, and the file is as good as any.
                if (TaskContext.get().isInterrupted()) {
                    throw new TaskKilledException("killed while it upsampled " + file.in());
                }
                failures.add(FileFailure.of(file.in(), in.getName(), failure));
            }
        }
        return new TaskOutcome(done, remarks, failures);
    }

    private String upsample(Path in, Path out, int number) throws IOException {
        Configuration settings = hadoop.value().value();
        if (HadoopFiles.of(out, settings).exists(out)) {
            return ""; // by an attempt at the same task whose executor was lost, or that is still running
        }
        FileContent result = FileContent.upsampled(
                in.getName(), HadoopFiles.read(in, settings), layer.value().layer(), out.getName());
        Path unfinished = new Path(temporary, TaskContext.get().taskAttemptId() + "-" + number);
        HadoopFiles.write(out, unfinished, result.bytes(), settings);
        return result.remark();
    }
}
