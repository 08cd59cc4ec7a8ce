package mirrorsh.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import mirrorsh.model.UsageException;

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
     * @throws UsageException when it cannot be written
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
            throw unwritable(file);
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
     */
    synchronized void end(String command, String where, int exitCode) {
        Duration took = Duration.between(begun, clock.instant());
        String time = begun.truncatedTo(ChronoUnit.SECONDS).toString();
        String result = "exit code " + exitCode + ", " + took.toMillis() + " ms";
        try {
            append(form.entry(time + (where.isEmpty() ? "" : "  " + where), Masking.masked(command), heard, result));
        } catch (IOException e) {
            throw unwritable(file);
        } finally {
            heard.clear();
        }
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    private static UsageException unwritable(Path file) {
        return new UsageException("The transcript cannot be written to " + file + ".", "record FILE, or record off");
    }
}
