package io.github.dysample.verify;

import io.github.dysample.verify.internal.text.Phrases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the names in the folder of a port's files tell.
 *
 * @param name of the folder
 * @param entries the names in it, in order
 * @param strangers names of files, in its folders of cases, that are no stage's
 * @param isSuite whether it is the suite itself
 */
public record PortedFolder(String name, List<String> entries, Collection<String> strangers, boolean isSuite) {

    /**
     * {@return remarks that may help to find out why cases fail or are missing}
     *
     * @param cases the names of the cases of the suite
     * @param missing those that the folder lacks
     */
    public List<String> remarks(Collection<String> cases, List<String> missing) {
        List<String> remarks = new ArrayList<>();
        if (isSuite) {
            remarks.add("This compared the suite with itself; give the folder of your port's files instead.");
        }
        if (!strangers.isEmpty()) {
            remarks.add("Not the name of a stage: " + Phrases.some(new TreeSet<>(strangers)) + ".");
        }
        Set<String> known = Set.copyOf(cases);
        List<String> others = entries.stream()
                .filter(entry -> !known.contains(entry) && !known.contains(stem(entry)))
                .toList();
        if (!missing.isEmpty() && !others.isEmpty()) {
            remarks.add("Not the name of a case of the suite, in " + name + ": " + Phrases.some(others) + ".");
        }
        return remarks;
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
