package io.github.dysample.spark;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.CheckedCase;
import io.github.dysample.verify.StageResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function;

/** Checks some cases, on an executor. */
final class CheckTask implements Function<List<SuiteCase>, List<CaseOutcome>> {
    private static final long serialVersionUID = 1L;

    private final CaseSource source;

    CheckTask(CaseSource source) {
        this.source = source;
    }

    @Override
    public List<CaseOutcome> call(List<SuiteCase> cases) {
        List<CaseOutcome> outcomes = new ArrayList<>();
        for (SuiteCase each : cases) {
            try (CaseCopy copy = source.copy()) {
                outcomes.add(check(each, copy));
            }
        }
        return outcomes;
    }

    private CaseOutcome check(SuiteCase each, CaseCopy copy) {
        try {
            Optional<CheckedCase> checked = copy.check(each, source.oneCase(), source.strictness());
            return new CaseOutcome(each.number(),
                    checked.map(CheckedCase::result).map(result -> sent(result, copy)).orElse(null),
                    copy.strangers(), null);
        } catch (IOException | UncheckedIOException unreadable) {
            if (TaskContext.get().isInterrupted()) {
                throw new TaskKilledException("killed while it checked " + each.place());
            }
            Throwable cause = unreadable instanceof UncheckedIOException ? unreadable.getCause() : unreadable;
            return new CaseOutcome(each.number(), null, copy.strangers(), copy.told(cause.getMessage()));
        }
    }

    /** A result for the driver, without the maps of errors: of thousands of cases they would not fit there. */
    private static CaseResult sent(CaseResult result, CaseCopy copy) {
        List<StageResult> stages = result.stages().stream()
                .map(each -> new StageResult(each.stage(), each.type(), copy.told(each.problem()), each.comparison(),
                        each.identicalBits(), each.bitsRequired(), null, each.patterns(), each.ourError()))
                .toList();
        return new CaseResult(result.record(), stages, copy.told(result.absence()), result.explanations());
    }
}
