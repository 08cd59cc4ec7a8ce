package mirrorsh.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mirrorsh.model.UsageException;

/** The folder of the journals, one file of JSON lines for each run, readable by its owner only. May be shared. */
public final class JournalFolder {
    private static final String SUFFIX = ".jsonl";
    private static final Pattern ID = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})-(\\d{1,9})");

    private final Path folder;

    /** @param folder made when the first run is written */
    public JournalFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the journal of a new run, named after today and a number. */
    Journal create(Clock clock) {
        String day = LocalDate.now(clock).toString();
        try {
            if (!Files.isDirectory(folder)) {
                createFolder();
            }
            int next = names().stream()
                            .filter(id -> id.startsWith(day + "-"))
                            .mapToInt(JournalFolder::serial)
                            .max()
                            .orElse(0)
                    + 1;
            return create(day, next, clock);
        } catch (IOException e) {
            throw new JournalException(
                    "No journal can be written in " + folder + ": " + e.getMessage() + ".", "check the folder", e);
        }
    }

    private void createFolder() throws IOException {
        if (isPosix()) {
            Files.createDirectories(folder, permissions("rwx------"));
        } else {
            Files.createDirectories(folder);
        }
    }

    private Journal create(String day, int first, Clock clock) throws IOException {
        for (int serial = first; ; serial++) {
            String id = day + "-" + serial;
            Path file = folder.resolve(id + SUFFIX);
            try {
                if (isPosix()) {
                    Files.createFile(file, permissions("rw-------"));
                } else {
                    Files.createFile(file);
                }
                return new Journal(id, new JournalWriter(file, clock));
            } catch (FileAlreadyExistsException e) {
                // another shell took this number between our look and now; the next one may be free
                continue;
            }
        }
    }

    private boolean isPosix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    /**
     * The names of all runs, newest first.
     *
     * @throws JournalException when the folder cannot be read
     */
    public List<String> ids() {
        return names().stream()
                .sorted(Comparator.comparing((String id) -> id.substring(0, 10))
                        .thenComparingInt(JournalFolder::serial)
                        .reversed())
                .toList();
    }

    /** In any order. */
    private List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(id -> ID.matcher(id).matches())
                    .toList();
        } catch (IOException e) {
            throw new JournalException(
                    "The journals in " + folder + " cannot be read: " + e.getMessage() + ".", "check the folder", e);
        }
    }

    private static int serial(String id) {
        Matcher matcher = ID.matcher(id);
        return matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
    }

    /** The newest run whose journal can be read. */
    public Optional<RecordedRun> latest() {
        return ids().stream().map(this::readIfWhole).flatMap(Optional::stream).findFirst();
    }

    /** All runs whose journal can be read, newest first. */
    public Stream<RecordedRun> runs() {
        return ids().stream().map(this::readIfWhole).flatMap(Optional::stream);
    }

    /** The newest run or undo of a runbook that did not come to its end, and that no later one carried on, repeated or took back. */
    public Optional<RecordedRun> latestUnfinished() {
        List<RecordedRun> later = new ArrayList<>();
        for (RecordedRun run : runs().toList()) {
            if (!run.origin().runbook().isEmpty()) {
                if (!run.isComplete() && later.stream().noneMatch(next -> supersedes(next, run))) {
                    return Optional.of(run);
                }
                later.add(run);
            }
        }
        return Optional.empty();
    }

    private static boolean supersedes(RecordedRun later, RecordedRun run) {
        if (later.origin().resumes().equals(run.id()) || later.origin().undoes().equals(run.id())) {
            return true;
        }
        return later.isComplete()
                && later.origin().runbook().equals(run.origin().runbook())
                && later.origin().undoes().equals(run.origin().undoes())
                && later.parameters().equals(run.parameters());
    }

    /** The newest run of a runbook that was not taken back. */
    public Optional<RecordedRun> latestToUndo() {
        Set<String> undone = new HashSet<>();
        for (RecordedRun run : runs().toList()) {
            if (run.isComplete() && !run.origin().undoes().isEmpty()) {
                chain(read(run.origin().undoes())).forEach(each -> undone.add(each.id()));
            } else if (run.origin().isRunbook() && !undone.contains(run.id())) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    /** A run with those that it carried on, oldest first. */
    public List<RecordedRun> chain(RecordedRun run) {
        List<RecordedRun> chain = new ArrayList<>(List.of(run));
        while (!chain.get(0).origin().resumes().isEmpty() && chain.size() <= ids().size()) {
            chain.add(0, read(chain.get(0).origin().resumes()));
        }
        return chain;
    }

    /**
     * A run by its name.
     *
     * @throws UsageException when there is none of that name, or its journal is of a format that is not known here
     */
    public RecordedRun read(String id) {
        return Optional.of(id)
                .filter(name -> ID.matcher(name).matches() && Files.exists(folder.resolve(name + SUFFIX)))
                .flatMap(this::readIfWhole)
                .orElseThrow(() -> new UsageException(
                        "There is no journal of a run " + id + " in " + folder + " that can be read.",
                        "runbook history"));
    }

    private Optional<RecordedRun> readIfWhole(String id) {
        Path file = folder.resolve(id + SUFFIX);
        try {
            // not readAllLines: a torn line may end within a character
            return JournalReader.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new JournalException("The journal " + file + " cannot be read: " + e.getMessage() + ".", "", e);
        }
    }
}
