package mirrorsh.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import mirrorsh.host.Hosts;
import mirrorsh.host.PassingHosts;
import mirrorsh.host.StatementRefusedException;
import mirrorsh.model.MirrorException;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.SecretSource;
import org.jspecify.annotations.Nullable;

/** Collects the passwords that are used, and what leaves the program, and looks for the ones in the other. */
final class Leaks {
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final Collection<String> left = new ConcurrentLinkedQueue<>();

    void marked(String secret) {
        secrets.add(secret);
    }

    int secrets() {
        return secrets.size();
    }

    void left(String where, String text) {
        left.add(where + ": " + text);
    }

    /** What a stack trace in a log would show. */
    void left(String where, Throwable problem) {
        StringWriter trace = new StringWriter();
        problem.printStackTrace(new PrintWriter(trace, true));
        left(where, trace.toString());
    }

    /** A file, or all files below a folder. */
    void leftIn(Path fileOrFolder) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.exists(fileOrFolder)) {
            try (Stream<Path> found = Files.walk(fileOrFolder)) {
                found.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        for (Path file : files) {
            byte[] content = Files.readAllBytes(file);
            left(file.toString(), new String(content, StandardCharsets.UTF_8));
            left(file + " as UTF-16", new String(content, StandardCharsets.UTF_16LE));
        }
    }

    /** The places where a password, or one with its quotes doubled or escaped, was seen. */
    void assertNone() {
        Set<String> places = new TreeSet<>();
        for (String secret : secrets) {
            String escaped = secret.replace("\\", "\\\\").replace("\"", "\\\"");
            for (String form : List.of(secret, secret.replace("'", "''"), escaped)) {
                left.stream()
                        .filter(text -> text.contains(form))
                        .forEach(text -> places.add(text.substring(0, Math.min(text.length(), 400))));
            }
        }
        assertThat(places)
                .as("places where one of %d passwords was seen", secrets.size())
                .isEmpty();
    }

    /** A handler for every log record. */
    Handler handler() {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                Object[] more = logged.getParameters() == null ? new Object[0] : logged.getParameters();
                left("log " + logged.getLoggerName(), logged.getMessage() + " " + Arrays.toString(more));
                if (logged.getThrown() != null) {
                    left("log " + logged.getLoggerName(), logged.getThrown());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(handler);
        return handler;
    }

    /** Hosts that note the passwords they are sent; a few statements they refuse, quoting what they were sent, as syntax errors do. */
    Hosts watching(Hosts hosts, boolean refusing) {
        return new Watching(hosts, refusing);
    }

    private final class Watching extends PassingHosts {
        private final boolean refusing;

        Watching(Hosts hosts, boolean refusing) {
            super(hosts);
            this.refusing = refusing;
        }

        @Override
        public BatchResult execute(
                String host, Batch batch, Consumer<ServerMessage> onMessage, @Nullable Duration limit) {
            List<SecretSource> sources = batch.text().secrets();
            sources.forEach(source -> marked(new String(source.secret().reveal())));
            if (!sources.isEmpty()) {
                String sent = batch.text().revealed();
                onMessage.accept(new ServerMessage(0, 0, 1, 1, "You sent " + sent));
                if (refusing) {
                    ServerMessage error = new ServerMessage(102, 15, 1, 1, "Incorrect syntax near " + sent + ".");
                    throw new StatementRefusedException(host, List.of(error), new IllegalStateException(sent));
                }
            }
            try {
                return hosts.execute(host, batch, onMessage, limit);
            } catch (MirrorException e) {
                left("exception", e);
                throw e;
            }
        }
    }
}
