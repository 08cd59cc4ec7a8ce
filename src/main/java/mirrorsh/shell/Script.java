package mirrorsh.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mirrorsh.command.Commands;
import mirrorsh.command.ExitCode;
import mirrorsh.command.Invocation;
import mirrorsh.model.UsageException;

/** Lines of commands from a pipe or a file. The first that fails ends it, so that nothing is built on what is not there. */
public final class Script {
    private final Commands commands;
    private final Invocation options;

    /** @param options in force for every line */
    public Script(Commands commands, Invocation options) {
        this.commands = commands;
        this.options = options;
    }

    /**
     * Executes line after line.
     *
     * @return the exit code of the line that ended it, else the last that was not DONE
     * @throws UsageException when the input cannot be read
     */
    public int run(InputStream input) {
        int code = ExitCode.DONE;
        BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> words = CommandLineWords.of(line);
                if (words.equals(List.of("exit")) || words.equals(List.of("quit"))) {
                    return code;
                }
                if (words.isEmpty() || words.get(0).startsWith("#")) {
                    continue;
                }
                int one = commands.execute(Invocation.of(words).under(options));
                if (one != ExitCode.DONE && one != ExitCode.TO_DO) {
                    return one;
                }
                code = Math.max(code, one);
            }
            return code;
        } catch (IOException e) {
            throw new UsageException("Standard input cannot be read.", "mirrorsh < FILE");
        }
    }
}
