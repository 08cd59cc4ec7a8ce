package mirrorsh.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import mirrorsh.model.MirrorException;

/**
 * What was typed and what came of it, in a file for its owner alone: every command as it ends, so that nothing is lost with the
 * shell. Goes on at the end of a file that is there. Safe to share between threads.
 */
final class Transcript {
    private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;]*m");

    private final Path file;
    private final TranscriptForm form;
    private final Clock clock;
    private final List<String> heard = new ArrayList<>();
    /** Entries that could not be written yet. */
    private String owed = "";

    private Instant begun;

    private Transcript(Path file, TranscriptForm form, Clock clock) {
        this.file = file;
        this.form = form;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /**
     * Begins one.
     *
     * @param file HTML when its name ends so, else Markdown
     * @throws mirrorsh.model.MirrorException when it cannot be written
     */
    static Transcript in(Path file, Clock clock) {
        Transcript transcript = new Transcript(file, TranscriptForm.of(file), clock);
        try {
            if (Files.notExists(file)) {
                Files.createFile(file);
                if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
            }
            transcript.append(Files.size(file) == 0 ? transcript.form.head(transcript.now()) : "");
        } catch (IOException e) {
            throw transcript.unwritable(e);
        }
        return transcript;
    }

    Path file() {
        return file;
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A command begins; nothing that was heard before belongs to it. */
    synchronized void begin() {
        heard.clear();
        begun = clock.instant();
    }

    /** A line that the console shows. */
    synchronized void hear(String text) {
        COLOR.matcher(text).replaceAll("").lines().map(Masking::masked).forEach(heard::add);
    }

    /**
     * The command has ended.
     *
     * @param command as typed
     * @param where its host and login, empty without one
     * @param console where is told that it cannot be written; it comes with the next one, then
     * @return the exit code, or another where the command succeeded and its transcript did not
     */
    synchronized int end(String command, String where, int exitCode, Console console) {
        Duration took = Duration.between(begun, clock.instant());
        String time = begun.truncatedTo(ChronoUnit.SECONDS).toString();
        String result = "exit code " + exitCode + ", " + took.toMillis() + " ms";
        owed += form.entry(time + (where.isEmpty() ? "" : "  " + where), Masking.masked(command), heard, result);
        heard.clear();
        try {
            append(owed);
            owed = "";
            return exitCode;
        } catch (IOException e) {
            int unwritten = Complaint.tell(unwritable(e), console, false);
            return exitCode == ExitCode.DONE || exitCode == ExitCode.TO_DO ? unwritten : exitCode;
        }
    }

    /** All of it or nothing: what is owed is written as a whole later. */
    private void append(String text) throws IOException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            long end = out.length();
            out.seek(end);
            try {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                if (Files.isRegularFile(file)) {
                    out.setLength(end);
                }
                throw e;
            }
        }
    }

    private MirrorException unwritable(IOException e) {
        String kept = owed.isEmpty() ? "" : "; what it lacks is written with the next command";
        return UnwritableException.of(
                "The transcript cannot be written to " + file + kept, e, "record ANOTHER_FILE, or record off");
    }
}
