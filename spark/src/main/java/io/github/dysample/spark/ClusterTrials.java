package io.github.dysample.spark;

import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.MistakeTrials;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/** Tries mistakes on the cases where they are read: each question of the diagnosis is a job of the cluster. */
final class ClusterTrials implements MistakeTrials {
    private final JavaSparkContext spark;
    private final CaseSource source;
    private final List<SuiteCase> cases; // by their numbers in the result

    ClusterTrials(JavaSparkContext spark, CaseSource source, List<SuiteCase> cases) {
        this.spark = spark;
        this.source = source;
        this.cases = cases;
    }

    @Override
    public List<BitSet> explained(List<Set<Mistake>> mistakes, BitSet numbers) {
        return ask(mistakes, numbers, false);
    }

    @Override
    public List<BitSet> contradicted(List<Set<Mistake>> mistakes, BitSet numbers) {
        return ask(mistakes, numbers, true);
    }

    private List<BitSet> ask(List<Set<Mistake>> mistakes, BitSet numbers, boolean contradicting) {
        List<BitSet> answers = new ArrayList<>(mistakes.stream().map(_ -> new BitSet()).toList());
        if (mistakes.isEmpty() || numbers.isEmpty()) {
            return answers;
        }
        List<Integer> asked = numbers.stream().boxed().toList();
        List<List<Integer>> tasks = TaskCut.of(asked, number -> cases.get(number).bytes() * mistakes.size(),
                spark.defaultParallelism());
        List<List<SuiteCase>> work = tasks.stream()
                .map(task -> task.stream().map(cases::get).toList())
                .toList();
        List<List<BitSet>> found =
                spark.parallelize(work, work.size()).map(new TrialTask(source, mistakes, contradicting)).collect();
        for (int task = 0; task < tasks.size(); task++) {
            for (int i = 0; i < tasks.get(task).size(); i++) {
                int number = tasks.get(task).get(i);
                found.get(task).get(i).stream().forEach(set -> answers.get(set).set(number));
            }
        }
        return answers;
    }
}
