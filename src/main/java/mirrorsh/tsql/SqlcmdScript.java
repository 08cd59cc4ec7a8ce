package mirrorsh.tsql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.model.UsageException;

/**
 * Reads a script as the vendor's clients do: batches parted by lines with GO (tsql.md §1.1), and the commands {@code :CONNECT},
 * {@code :setvar}, {@code :r}, {@code :on error}, {@code :reset}, {@code :exit} and {@code :quit} at the beginning of a line. None
 * of these is one inside a string, a bracketed or quoted name or a block comment. The whole script is read before anything of it
 * runs, so that what is wrong with it is told before anything has happened. Other commands of sqlcmd are refused.
 */
public final class SqlcmdScript {
    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");
    private static final Pattern GO = Pattern.compile("[ \\t]*GO(?:[ \\t]+(\\d+))?[ \\t]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMAND = Pattern.compile("(?::|(?=!!))(\\S+?)(?:[ \\t]+(.*?))?[ \\t]*");
    private static final Pattern END = Pattern.compile("[ \\t]*:?(?:exit|quit)[ \\t]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern VARIABLE =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_-]*)(?:[ \\t]+(?:\"((?:[^\"]|\"\")*)\"|(\\S+)))?");
    private static final int DEEPEST = 16;

    private final UnaryOperator<String> files;
    private final ScriptVariables variables;
    private final boolean replacing;
    private final List<ScriptStep> steps = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private OpenText open = new OpenText();
    private String textFile = "";
    private int firstLine = 1;
    private boolean ended;

    /**
     * Where a script's surroundings come from.
     *
     * @param variables values of {@code $(NAME)} from the beginning on
     * @param replacing whether {@code $(NAME)} means anything
     * @param files the text of a file that {@code :r} names; may throw {@link UsageException}
     */
    public record Setting(Map<String, String> variables, boolean replacing, UnaryOperator<String> files) {}

    private SqlcmdScript(Setting setting) {
        this.files = setting.files();
        this.variables = new ScriptVariables(setting.variables());
        this.replacing = setting.replacing();
    }

    /**
     * What a script asks for, in order; batches without any statement are left out.
     *
     * @throws UsageException when it cannot be understood, with the line
     */
    public static List<ScriptStep> read(String script, Setting setting) {
        SqlcmdScript reader = new SqlcmdScript(setting);
        reader.read(script, "", 0);
        reader.end(1);
        return List.copyOf(reader.steps);
    }

    /**
     * The batches of a text that GO alone parts.
     *
     * @throws UsageException when it has commands of sqlcmd, too
     */
    public static List<ScriptBatch> batches(String text) {
        Setting plain = new Setting(Map.of(), false, file -> {
            throw new UsageException("The command :r " + file + " has no place here.", "the text of the file itself");
        });
        List<ScriptBatch> batches = new ArrayList<>();
        for (ScriptStep step : read(text, plain)) {
            if (!(step instanceof ScriptStep.Send send)) {
                throw new UsageException("Commands of sqlcmd have no place here.", "T-SQL, parted by lines with GO");
            }
            batches.add(send.batch());
        }
        return batches;
    }

    private void read(String script, String file, int depth) {
        Matcher ends = LINE_END.matcher(script);
        int start = 0;
        for (int number = 1; !ended; number++) {
            boolean last = !ends.find();
            String line = script.substring(start, last ? script.length() : ends.start());
            // as it is written: a line end may be part of a string
            String end = last ? (depth == 0 ? "" : "\n") : ends.group();
            line(line, end, new Place(file, number, depth));
            if (last) {
                return;
            }
            start = ends.end();
        }
    }

    /** A line of a file; the script itself has no name. */
    private record Place(String file, int line, int depth) {
        @Override
        public String toString() {
            return prefix() + line;
        }

        private String prefix() {
            return file.isEmpty() ? "line " : file + ":";
        }
    }

    private void line(String line, String end, Place place) {
        if (!open.isOpen()) {
            Matcher go = GO.matcher(line);
            if (go.matches()) {
                end(go.group(1) == null ? 1 : count(go.group(1), place));
                return;
            }
            if (END.matcher(line).matches()) {
                text.setLength(0); // what was not sent yet is not sent
                ended = true;
                return;
            }
            Matcher command = COMMAND.matcher(line);
            if (command.matches()) {
                command(command.group(1), Optional.ofNullable(command.group(2)).orElse(""), place);
                return;
            }
        }
        if (text.isEmpty()) {
            firstLine = place.line();
            textFile = place.prefix();
        }
        text.append(line).append(end);
        open.take(line + "\n");
    }

    private void command(String name, String written, Place place) {
        String argument = replacing ? variables.resolved(written, place.toString()) : written;
        switch (name.toLowerCase(Locale.ROOT)) {
            case "setvar" -> variable(argument, place);
            case "connect" -> connect(argument, place);
            case "on" -> onError(argument, place);
            case "r" -> include(argument, place);
            case "reset" -> clear();
            case "exit()" -> {
                end(1);
                ended = true;
            }
            default ->
                throw new UsageException(
                        place + ": The command " + (name.startsWith("!!") ? "!!" : ":" + name) + " is not run here.",
                        "the script without it; known are GO, :setvar, :CONNECT, :r, :on error, :reset, :exit, :quit");
        }
    }

    private void variable(String argument, Place place) {
        Matcher variable = VARIABLE.matcher(argument);
        if (!variable.matches()) {
            throw wrong(place, ":setvar NAME value, or :setvar NAME \"value with blanks\"");
        }
        if (variable.group(2) != null) {
            variables.set(variable.group(1), variable.group(2).replace("\"\"", "\""));
        } else if (variable.group(3) != null) {
            variables.set(variable.group(1), variable.group(3));
        } else {
            variables.unset(variable.group(1));
        }
    }

    private void connect(String argument, Place place) {
        String[] words = argument.split("[ \\t]+");
        boolean limited = words.length == 3 && words[1].equals("-l");
        if (argument.isEmpty() || words.length > 1 && !limited) {
            throw wrong(place, ":CONNECT HOST alone; its login and password belong to connect HOST SERVER");
        }
        if (OpenText.hasStatement(text.toString())) {
            // the vendor's clients would send what stands here to the new host: hardly what was meant
            throw new UsageException(
                    place + ": There is no GO before :CONNECT " + words[0] + ".", "GO in the line above it");
        }
        steps.add(new ScriptStep.Connect(words[0], place.line()));
    }

    private void onError(String argument, Place place) {
        Matcher error = Pattern.compile("error[ \\t]+(exit|ignore)", Pattern.CASE_INSENSITIVE)
                .matcher(argument);
        if (!error.matches()) {
            throw wrong(place, ":on error exit, or :on error ignore");
        }
        steps.add(new ScriptStep.OnError(error.group(1).equalsIgnoreCase("exit")));
    }

    private void include(String argument, Place place) {
        String file = argument.replaceFirst("^\"(.*)\"$", "$1");
        if (file.isEmpty()) {
            throw wrong(place, ":r FILE");
        }
        if (place.depth() >= DEEPEST) {
            throw new UsageException(place + ": The files name each other without end.", ":r of another file");
        }
        read(files.apply(file), file, place.depth() + 1);
    }

    private static UsageException wrong(Place place, String next) {
        return new UsageException(place + ": The command cannot be understood.", next);
    }

    private static int count(String digits, Place place) {
        int count = digits.length() > 4 ? 0 : Integer.parseInt(digits);
        if (count < 1) {
            throw new UsageException(place + ": GO " + digits + " has no usable count.", "a count from 1 to 9999");
        }
        return count;
    }

    private void end(int count) {
        String batch = text.toString();
        if (OpenText.hasStatement(batch)) {
            String resolved = replacing ? variables.resolvedBatch(batch, textFile, firstLine) : batch;
            steps.add(new ScriptStep.Send(new ScriptBatch(resolved.stripTrailing(), count, firstLine)));
        }
        clear();
    }

    private void clear() {
        text.setLength(0);
        open = new OpenText();
    }
}
