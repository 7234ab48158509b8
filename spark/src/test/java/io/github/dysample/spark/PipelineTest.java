package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {
    @TempDir
    private Path folder;

    private DySampleTransformer stage() {
        return new DySampleTransformer("dysample_1")
                .setWeights(TestLayers.file(folder, "layer.safetensors", TestLayers.weights(8, 4, 1)))
                .setPrefix("up.")
                .setScale(2)
                .setGroups(4)
                .setStyle("lp")
                .setInputCol("map")
                .setOutputCol("y")
                .setHandleInvalid("keep")
                .setErrorCol("why")
                .setBackend("scalar")
                .setThreads(2)
                .setBatch(3);
    }

    @Test
    void aCopyAndALoadedStageHaveEachParameter() throws IOException {
        DySampleTransformer stage = stage();
        stage.write().session(Sessions.local()).save(folder.resolve("stage").toString());
        for (Transformer other : List.of(
                stage.copy(stage.extractParamMap()),
                DySampleTransformer.load(folder.resolve("stage").toString()))) {
            assertEquals(stage.uid(), other.uid());
            for (Param<?> param : stage.params()) {
                assertEquals(stage.getOrDefault(param), other.getOrDefault(other.getParam(param.name())));
            }
        }
        assertEquals(12, stage.params().length);
    }

    @Test
    void aPipelineIsSavedAndLoadedInANewJvm() throws Exception {
        SparkSession spark = Sessions.local();
        Dataset<Row> maps = TestMaps.table(spark, TestMaps.mixed(20, 8, 12, 3), 2);
        maps.write().parquet(folder.resolve("maps").toString());
        PipelineModel model = new Pipeline()
                .setStages(new PipelineStage[] {stage(), new SQLTransformer().setStatement(Saved.STATEMENT)})
                .fit(maps);
        model.write().save(folder.resolve("model").toString());
        String expected = Saved.results(model, maps);

        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", Sessions.classPath(), Saved.class.getName(),
                folder.resolve("model").toString(), folder.resolve("maps").toString(),
                folder.resolve("results").toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertEquals(true, process.waitFor(5, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue());
        assertEquals(expected, Files.readString(folder.resolve("results")));
    }

    /** What the new JVM runs. */
    static final class Saved {
        static final String STATEMENT = "SELECT id, y.shape, y.data, why FROM __THIS__";

        private Saved() {}

        public static void main(String[] arguments) throws IOException {
            SparkSession spark = Sessions.local();
            Files.writeString(Path.of(arguments[2]),
                    results(PipelineModel.load(arguments[0]), spark.read().parquet(arguments[1])));
            spark.stop();
        }

        static String results(PipelineModel model, Dataset<Row> maps) {
            return model.transform(maps).orderBy("id").collectAsList().toString();
        }
    }
}
