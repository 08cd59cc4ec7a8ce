package mirrorsh.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mirrorsh.model.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code set [NAME [VALUE]]}. */
@Command(
        name = "set",
        description = "Show or change the settings of the shell",
        footer = "  set production \"*prod*,SQL1\" --save")
final class SetCommand implements Doing {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The setting; without it, all of them")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VALUE",
            description = "Its new value; without it, it is shown")
    private @Nullable String value;

    @Option(names = "--save", description = "Keep it for later sessions, too")
    private boolean save;

    @Option(names = "--usual", description = "Put it back to its usual value")
    private boolean usual;

    @Override
    public Result run(Session session) {
        Settings settings = session.settings();
        if (name.isEmpty()) {
            if (save || usual) {
                throw new UsageException("Which setting is not said.", "set NAME VALUE --save");
            }
            return new Shown(settings, Arrays.asList(Setting.values()), "");
        }
        Setting setting = Setting.named(name);
        String given = value;
        if (usual && given != null) {
            throw new UsageException("It is either a value or --usual.", "set " + setting.word() + " --usual");
        }
        if (given != null) {
            settings.put(setting, given);
        } else if (usual) {
            settings.putBack(setting);
        }
        session.applySettings();
        Path kept = save ? settings.keep(setting) : null;
        return new Shown(settings, List.of(setting), kept == null ? "" : "Kept in " + kept + ".");
    }

    /** Settings with their values. */
    private record Shown(Settings settings, List<Setting> chosen, String note) implements Result {
        @Override
        public void show(Console console) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            for (Setting setting : chosen) {
                rows.add(List.of(setting.word(), settings.of(setting).text(), origin(setting)));
            }
            List<String> lines = new Grid(List.of("setting", "value", "from"), rows).lines(console);
            boolean aligned = lines.size() == chosen.size() + 1;
            for (int i = 0; i < lines.size(); i++) {
                console.line(lines.get(i));
                if (aligned && i > 0) {
                    Paragraph.of(chosen.get(i - 1).about(), Math.max(20, console.columns() - 3), console)
                            .forEach(text -> console.line("   " + console.paint(Tone.FAINT, text)));
                }
            }
            if (!note.isEmpty()) {
                console.line(note);
            }
        }

        private String origin(Setting setting) {
            return settings.of(setting).origin().name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Map<String, ?> json() {
            List<Map<String, ?>> all = new ArrayList<>();
            for (Setting setting : chosen) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("name", setting.word());
                one.put("value", settings.of(setting).text());
                one.put("origin", origin(setting));
                one.put("usual", setting.usual());
                one.put("about", setting.about());
                all.add(one);
            }
            return Map.of("settings", all);
        }
    }
}
