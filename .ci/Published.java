import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Checks what a release build left to publish: that each POM says what a repository asks for, that the BOM manages each
 * artifact, that each jar carries the licence and its version, and that the javadoc is that of the exported packages.
 */
final class Published {
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();
    private static final List<String> ASKED_FOR = List.of("name", "description", "url", "licenses/license/name",
            "licenses/license/url", "developers/developer/name", "scm/url", "scm/connection");
    private static final String ADDRESS = "https://github.com/dysample/dysample";

    private final List<String> faults = new ArrayList<>();

    private Published() {}

    /** Argument: the effective POMs of all modules, as the help plugin writes them. */
    public static void main(String[] arguments) throws Exception {
        Published published = new Published();
        published.check(DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(Path.of(arguments[0]).toFile()));
        published.faults.forEach(System.err::println);
        System.exit(published.faults.isEmpty() ? 0 : 1);
    }

    private void check(Node poms) throws Exception {
        String bom = "//project[artifactId='dysample-bom']//dependencyManagement//artifactId";
        Set<String> managed = all(poms, bom).stream()
                .map(Node::getTextContent)
                .collect(Collectors.toSet());
        for (Node project : all(poms, "//project")) {
            String artifact = text(project, "artifactId");
            if (text(project, "properties/maven.deploy.skip").equals("true")) {
                continue;
            }
            ASKED_FOR.stream()
                    .filter(element -> text(project, element).isEmpty())
                    .forEach(element -> faults.add(artifact + ": the POM has no " + element));
            expect(artifact + ": url", ADDRESS, text(project, "url"));
            expect(artifact + ": scm/url", ADDRESS, text(project, "scm/url"));
            if (!text(project, "packaging").equals("pom")) {
                expect(artifact + " is in the BOM", true, managed.contains(artifact));
                checkJars(artifact, text(project, "version"), Path.of(text(project, "build/directory")));
            }
        }
    }

    private void checkJars(String artifact, String version, Path target) throws IOException {
        Path jar = target.resolve(artifact + "-" + version + ".jar");
        Set<String> documented = new TreeSet<>();
        for (String classifier : List.of("", "-sources", "-javadoc")) {
            Path each = target.resolve(artifact + "-" + version + classifier + ".jar");
            if (Files.notExists(each)) {
                faults.add(each + " is missing");
                continue;
            }
            try (JarFile file = new JarFile(each.toFile())) {
                for (String name : List.of("LICENSE", "NOTICE")) {
                    expect(each + " has " + name, true, file.getEntry("META-INF/" + name) != null);
                }
                if (classifier.isEmpty()) {
                    expect(each + ": version", version,
                            file.getManifest().getMainAttributes().getValue("Implementation-Version"));
                }
                file.stream()
                        .filter(entry -> entry.getName().endsWith("/package-summary.html"))
                        // The pages of a module stand in a folder of its name, the only one with dots.
                        .map(entry -> entry.getName().replaceFirst("^[^/]*\\.[^/]*/", "")
                                .replace("/package-summary.html", "").replace('/', '.'))
                        .forEach(documented::add);
            }
        }
        for (ModuleReference module : ModuleFinder.of(jar).findAll()) {
            if (module.descriptor().isAutomatic()) {
                continue;
            }
            Set<String> exported = module.descriptor().exports().stream()
                    .filter(export -> !export.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toCollection(TreeSet::new));
            expect(artifact + ": packages with javadoc", exported, documented);
        }
    }

    private void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            faults.add(what + ": expected " + expected + ", but it is " + actual);
        }
    }

    private static String text(Node node, String path) {
        List<Node> found = all(node, path);
        return found.isEmpty() ? "" : found.getFirst().getTextContent().strip();
    }

    private static List<Node> all(Node node, String path) {
        try {
            NodeList found = (NodeList) XPATH.evaluate(path, node, XPathConstants.NODESET);
            List<Node> nodes = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                nodes.add(found.item(i));
            }
            return nodes;
        } catch (XPathExpressionException wrong) {
            throw new IllegalArgumentException(path, wrong);
        }
    }
}
