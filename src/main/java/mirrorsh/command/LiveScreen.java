package mirrorsh.command;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** A whole screen that is drawn again and again, and the keys pressed at it. Gives the terminal back when it is closed. */
public interface LiveScreen extends AutoCloseable {
    /** Shows these lines in place of the last ones; what does not fit is cut. */
    void draw(List<String> lines);

    /** The next key within a limit; empty when none was pressed. The end of input is a {@code q}. */
    OptionalInt key(Duration limit);

    @Override
    void close();
}
