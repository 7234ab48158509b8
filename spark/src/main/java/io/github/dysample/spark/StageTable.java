package io.github.dysample.spark;

import io.github.dysample.DySampleConfig;
import io.github.dysample.verify.CaseRecord;
import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.Comparison;
import io.github.dysample.verify.Deviation;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.StageResult;
import io.github.dysample.verify.SuiteResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A table with a row for each case and stage, and one for each case that is missing.
 *
 * @param path where it goes
 * @param format as Spark names it
 */
record StageTable(String path, String format) {
    private static final Map<String, String> FORMATS = Map.of("parquet", "parquet", "json", "json", "jsonl", "json");

    static final StructType SCHEMA = StructType.fromDDL("case string, description string, outcome string,"
            + " channels int, scale int, groups int, style string, dynamicScope boolean, endConvOutputs int,"
            + " batch int, height int, width int, explainedBy array<string>, absence string,"
            + " stage string, passes boolean, type string, problem string, elements bigint, mismatches bigint,"
            + " identical bigint, identicalBits bigint, rtol double, atol double, ulp double,"
            + " largestAbsolute double, largestRelative double, mean double, median double, p99 double,"
            + " ourError double, patterns array<string>");

    /** {@return the table at a place where there is nothing yet, in the format of its name} */
    static StageTable at(String path, Configuration hadoop) throws IOException {
        String format = FORMATS.get(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (format == null) {
            throw new IllegalArgumentException("--report is " + path + ", its name must end in .parquet or .json");
        }
        Path target = new Path(path);
        if (HadoopFiles.of(target, hadoop).exists(target)) {
            throw new IllegalArgumentException(path + ": exists; name another folder for the report");
        }
        return new StageTable(path, format);
    }

    /** Writes it, in one file in its folder. */
    void write(SparkSession session, SuiteResult result) {
        session.createDataFrame(rows(result), SCHEMA)
                .coalesce(1)
                .write()
                .mode(SaveMode.ErrorIfExists)
                .format(format)
                .save(path);
    }

    static List<Row> rows(SuiteResult result) {
        List<Row> rows = new ArrayList<>();
        for (CaseResult each : result.cases()) {
            List<Object> ofCase = ofCase(each);
            if (each.isMissing()) {
                rows.add(row(ofCase, List.of()));
            }
            each.stages().forEach(stage -> rows.add(row(ofCase, ofStage(stage))));
        }
        return rows;
    }

    private static Row row(List<Object> ofCase, List<Object> ofStage) {
        Object[] values = new Object[SCHEMA.length()];
        for (int i = 0; i < ofCase.size(); i++) {
            values[i] = ofCase.get(i);
        }
        for (int i = 0; i < ofStage.size(); i++) {
            values[ofCase.size() + i] = ofStage.get(i);
        }
        return RowFactory.create(values);
    }

    private static List<Object> ofCase(CaseResult each) {
        CaseRecord record = each.record();
        DySampleConfig config = record.config();
        String outcome = each.isMissing() ? "missing" : each.passes() ? "passed" : "failed";
        List<Object> values = new ArrayList<>(List.of(record.name(), record.description(), outcome,
                config.channels(), config.scale(), config.groups(), config.style().torchName(), config.dynamicScope(),
                config.endConvOutputs(), record.batch(), record.height(), record.width(),
                each.explanations().stream().map(Mistake::id).toArray(String[]::new)));
        values.add(each.absence());
        return values;
    }

    private static List<Object> ofStage(StageResult stage) {
        List<Object> values = new ArrayList<>(List.of(stage.stage().title(), stage.passes()));
        values.add(stage.type());
        values.add(stage.problem());
        Comparison comparison = stage.comparison();
        if (comparison != null) {
            values.addAll(List.of(comparison.elements(), comparison.mismatches(), comparison.identical()));
            values.add(stage.identicalBits() < 0 ? null : stage.identicalBits());
            values.addAll(List.of(comparison.tolerance().rtol(), comparison.tolerance().atol(),
                    comparison.tolerance().ulps()));
            values.add(amount(comparison.largestAbsolute()));
            values.add(amount(comparison.largestRelative()));
            values.addAll(List.of(comparison.errors().mean(), comparison.errors().median(), comparison.errors().p99(),
                    stage.ourError(), stage.patterns().toArray(String[]::new)));
        }
        return values;
    }

    private static Double amount(Deviation deviation) {
        return deviation == null ? null : deviation.amount();
    }
}
