package mirrorsh.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes in a home of their own, and how long they take to their end or to their prompt. */
final class Started {
    private static final String QUESTION = "\u001b[c";
    private static final String ANSWER = "\u001b[?62;22c";
    private static final int PATIENCE_SECONDS = 60;

    private final Path home;

    Started(Path home) {
        this.home = home;
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .keySet()
                .removeAll(List.of("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "NO_COLOR", "COLUMNS"));
        return builder;
    }

    /** To its end, with nothing on standard input. */
    double toEnd(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = builder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("It did not end well: " + command);
            }
            return System.nanoTime() - begin;
        } finally {
            process.destroyForcibly();
        }
    }

    /** To a text on a pseudo-terminal that answers what it is, as xterm does; then it is killed. */
    double toPrompt(String command, String prompt) throws IOException, InterruptedException {
        ProcessBuilder builder =
                builder(List.of("/usr/bin/script", "-qefc", "stty rows 40 cols 140; exec " + command, "/dev/null"));
        long begin = System.nanoTime();
        Process process = builder.start();
        try (InputStream out = process.getInputStream();
                OutputStream keys = process.getOutputStream()) {
            StringBuilder seen = new StringBuilder();
            byte[] buffer = new byte[8192];
            int answered = 0;
            for (int length = out.read(buffer); length >= 0; length = out.read(buffer)) {
                seen.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
                if (seen.indexOf(prompt) >= 0) {
                    return System.nanoTime() - begin;
                }
                for (int at = seen.indexOf(QUESTION, answered); at >= 0; at = seen.indexOf(QUESTION, answered)) {
                    answered = at + 1;
                    keys.write(ANSWER.getBytes(StandardCharsets.US_ASCII));
                    keys.flush();
                }
            }
            throw new IOException("Never saw " + prompt + " but: " + seen);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
