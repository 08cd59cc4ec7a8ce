package mirrorsh.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;
import org.jline.nativ.CLibrary;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Sized;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.AbstractUnixSysTerminal;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/**
 * The terminal that the program was started from, on Unix. All that makes it one is JLine's, except how it is found and learns what
 * it can do: JLine looks for several ways to a terminal, and reads its tables one character at a time, which together take a quarter
 * of the time to a prompt.
 */
final class SystemTerminal extends AbstractUnixSysTerminal {
    private final Pty pty;

    private SystemTerminal(TerminalProvider provider, Pty pty, String type) throws IOException {
        super(
                provider,
                SystemStream.Output,
                "mirrorsh",
                type,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_8,
                true,
                Terminal.SignalHandler.SIG_DFL,
                pty.getAttr());
        this.pty = pty;
    }

    /**
     * Opens it.
     *
     * @param type its kind, for example xterm-256color
     * @throws IOException when standard input or output is not a terminal
     * @throws RuntimeException when JLine has no library for this system, as does a {@link LinkageError}
     */
    static Terminal open(String type) throws IOException {
        JniTerminalProvider provider = new JniTerminalProvider();
        if (!provider.isSystemStream(SystemStream.Input) || !provider.isSystemStream(SystemStream.Output)) {
            throw new IOException("There is no terminal.");
        }
        return new SystemTerminal(provider, provider.current(SystemStream.Output), type);
    }

    /** Called while it is being made: nothing of its own is there yet. */
    @Override
    protected void parseInfoCmp() {
        try {
            TerminalAbilities.of(type, bools, ints, strings);
            detectTrueColorSupport();
            palette.reloadFromCapabilities();
        } catch (IOException notDescribed) {
            super.parseInfoCmp(); // asks the system, by a program
        }
    }

    @Override
    protected IntUnaryOperator createPollFunction() {
        return milliseconds -> CLibrary.pollForInput(STDIN_FD, milliseconds);
    }

    @Override
    protected Attributes doGetAttributes() {
        try {
            return pty.getAttr();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    protected void doSetAttributes(Attributes attributes) {
        try {
            pty.setAttr(attributes);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    protected Size doGetSize() {
        try {
            return pty.getSize();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    protected void doSetSize(Sized size) {
        try {
            pty.setSize(size);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
