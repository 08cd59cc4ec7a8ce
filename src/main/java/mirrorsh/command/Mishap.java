package mirrorsh.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** A mistake of the program itself: told in a sentence, the trace kept in a file. */
public final class Mishap {
    private Mishap() {}

    /**
     * Tells of it and keeps its trace.
     *
     * @param say takes lines for people
     * @return {@link ExitCode#FAILED}
     */
    public static int tell(RuntimeException mistake, Folders folders, Consumer<String> say) {
        StringWriter trace = new StringWriter();
        mistake.printStackTrace(new PrintWriter(trace, true));
        Path log = folders.state().resolve("mirrorsh.log");
        say.accept("mirrorsh itself made a mistake: " + mistake);
        try {
            Files.createDirectories(folders.state());
            Files.writeString(log, trace.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            say.accept("  The details are in " + log + ".");
        } catch (IOException unwritable) {
            say.accept(trace.toString());
        }
        return ExitCode.FAILED;
    }
}
