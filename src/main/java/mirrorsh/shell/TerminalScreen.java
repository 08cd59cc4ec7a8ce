package mirrorsh.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import mirrorsh.command.LiveScreen;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** The alternate screen of a terminal. Used by one thread. */
final class TerminalScreen implements LiveScreen {
    private final Terminal terminal;
    private final Attributes before;
    private final Display display;
    private Size drawn = Size.of(0, 0);

    TerminalScreen(Terminal terminal) {
        this.terminal = terminal;
        before = terminal.enterRawMode();
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
        display = new Display(terminal, true);
        display.clear(); // the cursor is anywhere
    }

    @Override
    public void draw(List<String> lines) {
        Size size = terminal.getSize();
        int rows = Math.max(1, size.getRows());
        int columns = Math.max(1, size.getColumns());
        if (!size.equals(drawn)) {
            display.clear(); // the terminal moved what was there
            drawn = size;
        }
        display.resize(size);
        List<AttributedString> shown = new ArrayList<>();
        for (String line : lines.subList(0, Math.min(rows, lines.size()))) {
            shown.add(AttributedString.fromAnsi(line).columnSubSequence(0, columns));
        }
        while (shown.size() < rows) {
            shown.add(AttributedString.EMPTY);
        }
        display.update(shown, 0);
    }

    @Override
    public OptionalInt key(Duration limit) {
        try {
            int key = terminal.reader().read(limit.toMillis());
            if (key == NonBlockingReader.EOF) {
                return OptionalInt.of('q');
            }
            return key == NonBlockingReader.READ_EXPIRED ? OptionalInt.empty() : OptionalInt.of(key);
        } catch (IOException e) {
            return OptionalInt.of('q'); // the terminal is gone: so is who watched
        }
    }

    @Override
    public void close() {
        terminal.puts(Capability.exit_ca_mode);
        terminal.puts(Capability.cursor_normal);
        terminal.setAttributes(before);
        terminal.flush();
    }
}
