package mirrorsh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** From the start of a process to its answer or its prompt, of the distribution in {@code target}. */
final class StartSection implements Section {
    private static final Path LAUNCHER = Path.of("target/mirrorsh/bin/mirrorsh").toAbsolutePath();
    private static final Path SQLLINE =
            Path.of("target/bench/sqlline-1.12.0-jar-with-dependencies.jar").toAbsolutePath();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final long ARCHIVE_PATIENCE = TimeUnit.SECONDS.toNanos(120);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Row> measure(Effort effort) throws Exception {
        if (!Files.isExecutable(LAUNCHER) || !Files.isExecutable(Path.of("/usr/bin/script"))) {
            return List.of(Row.of("not measured: no distribution in target, or no pseudo-terminal", ""));
        }
        Path home = Files.createTempDirectory("mirrorsh-bench-");
        try {
            return measure(new Started(home), home, effort);
        } finally {
            delete(home);
        }
    }

    private static List<Row> measure(Started started, Path home, Effort effort) throws Exception {
        String classes = Files.createDirectory(home.resolve("classes")).toString();
        Path empty =
                Files.createDirectories(home.resolve("classes/mirrorsh/bench")).resolve("Empty.class");
        try (var code = Empty.class.getResourceAsStream("Empty.class")) {
            Files.copy(code, empty);
        }
        String launcher = LAUNCHER.toString();
        Race race = new Race();
        race.enter(
                "empty",
                () -> started.toEnd(List.of(
                        JAVA.toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        Empty.class.getName())));
        race.enter("version", () -> started.toEnd(List.of(launcher, "--version")));
        race.enter("help", () -> started.toEnd(List.of(launcher, "help")));
        race.enter("prompt", () -> started.toPrompt(launcher, "mirrorsh>"));
        boolean sqlline = Files.exists(SQLLINE);
        if (sqlline) {
            race.enter("sqlline", () -> started.toPrompt(JAVA + " -jar " + SQLLINE, "sqlline>"));
        }
        race.enter("lab", () -> started.toPrompt(launcher + " --lab", "HOST_A>"));
        awaitArchive(started, home, launcher);
        race.run(effort.warmUps(), effort.starts());
        return rows(race, sqlline);
    }

    private static List<Row> rows(Race race, boolean sqlline) {
        String floor = "empty main, " + race.shown("empty");
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of("`mirrorsh --version`", race.shown("version"), floor, race.ratio("version", "empty"), 2));
        rows.add(Row.of("`mirrorsh help`", race.shown("help"), floor, race.ratio("help", "empty")));
        rows.add(Row.of("`mirrorsh` to its prompt", race.shown("prompt"), floor, race.ratio("prompt", "empty")));
        if (sqlline) {
            String other = "sqlline 1.12.0 to its prompt, " + race.shown("sqlline");
            rows.add(Row.of(
                    "`mirrorsh` to its prompt", race.shown("prompt"), other, race.ratio("prompt", "sqlline"), 0.5));
        }
        rows.add(Row.of(
                "`mirrorsh --lab` to its prompt",
                race.shown("lab"),
                "without the lab, " + race.shown("prompt"),
                race.ratio("lab", "prompt"),
                2));
        return rows;
    }

    /** The first start makes the class-data archive in the background: not what is measured. */
    private static void awaitArchive(Started started, Path home, String launcher) throws Exception {
        Path cache = home.resolve(".cache/mirrorsh");
        long end = System.nanoTime() + ARCHIVE_PATIENCE;
        started.toEnd(List.of(launcher, "--help"));
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
            try (Stream<Path> made = Files.exists(cache) ? Files.list(cache) : Stream.empty()) {
                List<String> names = made.map(Path::toString).toList();
                if (!names.isEmpty() && names.stream().allMatch(name -> name.endsWith(".jsa"))) {
                    return;
                }
            }
        }
        throw new IOException("The launcher made no class-data archive.");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
