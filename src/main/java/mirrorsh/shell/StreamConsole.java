package mirrorsh.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import mirrorsh.command.Console;
import mirrorsh.command.Tone;
import mirrorsh.run.Operator;
import mirrorsh.tsql.Secret;
import org.jline.utils.AttributedString;
import org.jline.utils.Signals;

/** Plain streams: no person, no color, no questions. */
public final class StreamConsole implements Console, Interruptible {
    private static final int COLUMNS = 80;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final int columns;
    private volatile Consumer<String> listener = line -> {};

    /** @param columns the width that the caller asks for, 0 for the usual 80 */
    public StreamConsole(InputStream in, PrintStream out, PrintStream err, int columns) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.columns = columns > 0 ? columns : COLUMNS;
    }

    @Override
    public void line(String text) {
        out.println(Harmless.plain(text));
        out.flush();
        listener.accept(text);
    }

    @Override
    public void aside(String text) {
        err.println(Harmless.plain(text));
        err.flush();
        listener.accept(text);
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int width(String text) {
        return new AttributedString(text).columnLength();
    }

    @Override
    public String paint(Tone tone, String text) {
        return text;
    }

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public Optional<String> ask(String question) {
        return Optional.empty();
    }

    @Override
    public Optional<Secret> askSecret(String question) {
        return Optional.empty();
    }

    @Override
    public void clear() {
        // there is no screen
    }

    @Override
    public List<String> history() {
        return List.of();
    }

    @Override
    public void heardBy(Consumer<String> to) {
        listener = to;
    }

    @Override
    public void awaitEnd() {
        CountDownLatch end = new CountDownLatch(1);
        Object before = Signals.register("INT", end::countDown);
        Thread reader = new Thread(() -> readToEnd(end), "end-of-input");
        reader.setDaemon(true);
        reader.start();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Signals.unregister("INT", before);
        }
    }

    private void readToEnd(CountDownLatch end) {
        try {
            while (in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            aside("Standard input broke off."); // then it has ended, too
        }
        end.countDown();
    }

    @Override
    public void onInterrupt(Runnable action) {
        Signals.register("INT", action);
    }

    @Override
    public Operator operator(Answers answers) {
        return new ConsoleOperator(this, answers);
    }
}
