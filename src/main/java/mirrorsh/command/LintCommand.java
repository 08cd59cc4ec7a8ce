package mirrorsh.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mirrorsh.diagnosis.Lint;
import mirrorsh.model.PlainText;
import mirrorsh.model.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lint}: what somebody's T-SQL script forgets. */
@Command(name = "lint", description = "Say what a T-SQL script for such a set-up forgets", footer = "  lint set-up.sql")
final class LintCommand implements Doing {
    @Parameters(paramLabel = "FILE", description = "T-SQL as for sqlcmd; :CONNECT tells which host is meant")
    private Path file = Path.of("");

    @Override
    public Result run(Session session) {
        return new Remarks(file, Lint.of(text()));
    }

    private String text() {
        try (InputStream in = Files.newInputStream(file)) {
            return PlainText.of(file.toString(), in);
        } catch (IOException e) {
            throw new UsageException("There is no readable file at " + file + ".", "lint FILE.sql");
        }
    }

    private record Remarks(Path file, Lint lint) implements Result {
        @Override
        public void show(Console console) {
            int widest = String.valueOf(lint.remarks().stream()
                            .mapToInt(Lint.Remark::line)
                            .max()
                            .orElse(0))
                    .length();
            for (Lint.Remark remark : lint.remarks()) {
                String line = String.valueOf(remark.line());
                String head = " ".repeat(widest - line.length() + 1) + line + "  ";
                int room = Math.max(20, console.columns() - head.length() - 5);
                List<String> texts = Paragraph.of(remark.what(), room, console);
                for (int i = 0; i < texts.size(); i++) {
                    String id = i > 0
                            ? ""
                            : " ".repeat(Math.max(1, room + 1 - console.width(texts.get(i))))
                                    + console.paint(Tone.FAINT, remark.row());
                    console.line((i == 0 ? head : " ".repeat(head.length()))
                            + console.paint(Tone.STRONG, texts.get(i))
                            + id);
                }
                Paragraph.of("Instead: " + remark.instead(), room, console)
                        .forEach(text -> console.line(" ".repeat(head.length()) + console.paint(Tone.FAINT, text)));
            }
            console.line(total(console));
        }

        private String total(Console console) {
            if (lint.statements() == 0) {
                return file + " has no statement that sets up mirroring.";
            }
            return lint.remarks().isEmpty()
                    ? console.paint(Tone.GOOD, "Nothing is missing that the text could show.")
                            + " No host was looked at."
                    : " " + lint.remarks().size() + " remarks on " + lint.statements() + " statements of " + file
                            + ". No host was looked at.";
        }

        @Override
        public Map<String, ?> json() {
            return lint.json();
        }

        @Override
        public int exitCode() {
            return lint.remarks().isEmpty() ? ExitCode.DONE : ExitCode.TO_DO;
        }
    }
}
