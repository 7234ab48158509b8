package io.github.dysample.spark;

import io.github.dysample.cli.FileContent;
import io.github.dysample.cli.OutputFormat;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which files of a folder are to be upsampled, and where their results go.
 *
 * @param in the folder
 * @param out the folder for results
 * @param todo those without a result
 * @param there how many have one
 * @param others how many are neither pictures nor arrays
 */
record FolderPlan(Path in, Path out, List<FolderFile> todo, long there, long others) {

    /** Looks at both folders, and refuses what cannot be meant. */
    static FolderPlan of(Path in, Path out, OutputFormat format, Configuration hadoop) throws IOException {
        FileSystem source = HadoopFiles.of(in, hadoop);
        FileSystem target = HadoopFiles.of(out, hadoop);
        Path from = source.makeQualified(in);
        Path to = target.makeQualified(out);
        if (!source.exists(from)) {
            throw new FileNotFoundException(in + ": no such folder");
        }
        if (source.getFileStatus(from).isFile()) {
            throw new IllegalArgumentException(in + ": is a file; name the folder that it is in");
        }
        if (target.exists(to) && target.getFileStatus(to).isFile()) {
            throw new IllegalArgumentException(out + ": is a file; name a folder for the results");
        }
        if (isWithin(from, to, hadoop) || isWithin(to, from, hadoop)) {
            throw new IllegalArgumentException(in + " and " + out
                    + ": one is in the other; results would be read as inputs. Name two folders side by side");
        }
        Set<String> results = target.exists(to) ? files(target, to).keySet() : Set.of();
        Map<String, String> taken = new HashMap<>();
        List<FolderFile> todo = new ArrayList<>();
        long there = 0;
        long others = 0;
        for (Map.Entry<String, Long> each : files(source, from).entrySet()) {
            String file = each.getKey();
            String name = file.substring(file.lastIndexOf('/') + 1);
            if (!FileContent.isTensor(name)) {
                others++;
                continue;
            }
            String result = file.substring(0, file.length() - name.length())
                    + format.nameFor(java.nio.file.Path.of(name));
            // The folder may come to a system where names that differ only in case are one.
            String other = taken.put(result.toLowerCase(Locale.ROOT), file);
            if (other != null) {
                throw new IllegalArgumentException(other + " and " + file
                        + " would have one file for their results, " + result + "; put them into two folders");
            }
            if (results.contains(result)) {
                there++;
            } else {
                todo.add(new FolderFile(from + "/" + file, to + "/" + result, each.getValue()));
            }
        }
        return new FolderPlan(from, to, todo, there, others);
    }

    /** All files below a folder with their sizes, by their paths from there; none that is hidden. */
    private static Map<String, Long> files(FileSystem system, Path folder) throws IOException {
        Map<String, Long> files = new TreeMap<>();
        String root = folder.toUri().getPath().replaceFirst("/$", "") + "/";
        HadoopFiles.forEach(folder, system, file -> {
            String path = file.getPath().toUri().getPath().substring(root.length());
            if (Stream.of(path.split("/")).noneMatch(name -> name.startsWith("_") || name.startsWith("."))) {
                files.put(path, file.getLen());
            }
        });
        return files;
    }

    private static boolean isWithin(Path folder, Path file, Configuration hadoop) throws IOException {
        return (HadoopFiles.real(file, hadoop) + "/").startsWith(HadoopFiles.real(folder, hadoop) + "/");
    }

    /** {@return how many files it found} */
    long files() {
        return todo.size() + there;
    }

    /** {@return the counts in one line} */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d files in %s, %,d of them done before", files(), in, there);
    }
}
