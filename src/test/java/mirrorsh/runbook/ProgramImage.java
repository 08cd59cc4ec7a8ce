package mirrorsh.runbook;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mirrorsh.Main;

/**
 * The program as processes of its own are started from it: its classes in a jar, and an archive of them as they lie in memory, with
 * which it starts in half the time.
 */
final class ProgramImage {
    private static final List<String> QUICKLY =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:disable");

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final String classPath;
    private final Path list;
    private final Path archive;

    private ProgramImage(String classPath, Path folder) {
        this.classPath = classPath;
        this.list = folder.resolve("program.classes");
        this.archive = folder.resolve("program.jsa");
    }

    /** @param folder where the jar and the archive come to lie */
    static ProgramImage in(Path folder) throws IOException, URISyntaxException {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> entries = new ArrayList<>();
        entries.add(Files.isDirectory(classes) ? packed(classes, folder.resolve("program.jar")) : classes.toString());
        // no archive is made of classes in folders
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .forEach(entries::add);
        return new ProgramImage(String.join(File.pathSeparator, entries), folder);
    }

    private static String packed(Path classes, Path jar) throws IOException {
        try (Stream<Path> walk = Files.walk(classes);
                OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.setLevel(1);
            for (Path each : walk.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new ZipEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
        return jar.toString();
    }

    /** The words that start it. The first process that comes to its end leaves a list of its classes. */
    List<String> command(String... words) {
        List<String> command = new ArrayList<>();
        command.add(JAVA);
        command.addAll(QUICKLY);
        command.add((Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-XX:DumpLoadedClassList=" + list));
        command.addAll(List.of("-cp", classPath, "mirrorsh.Main"));
        command.addAll(List.of(words));
        return command;
    }

    /** Makes the archive, once a process has come to its end. Not by that process itself: its threads may still be at work. */
    void archive() throws IOException, InterruptedException {
        // Java 17 ends in a crash over lambdas of classes that it leaves out
        Files.write(
                list,
                Files.readAllLines(list).stream()
                        .filter(line -> !line.startsWith("@lambda-proxy"))
                        .toList());
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(QUICKLY);
        command.addAll(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                classPath));
        Process made = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (made.waitFor() != 0) {
            Files.deleteIfExists(archive); // it goes without, only slower
        }
    }
}
