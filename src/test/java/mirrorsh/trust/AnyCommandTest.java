package mirrorsh.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import mirrorsh.command.CommandShapes;
import mirrorsh.command.CommandShapes.Shape;
import mirrorsh.command.ExitCode;
import mirrorsh.lab.LabExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every command, given awkward text for each of its arguments and options in turn: an answer, and nothing done that was not asked. */
class AnyCommandTest {
    private static final long SEED = Long.getLong("mirrorsh.seed", 20_261_122L);
    private static final List<String> HOSTS = List.of("HOST_A", "HOST_B", "HOST_W");
    /** They wait for somebody, or end the shell. */
    private static final Set<String> WAITING = Set.of("lab serve", "exit");

    /** It is a command of the operating system by intention. */
    private static final String PROGRAM = "--password-command";

    private static final Set<Integer> ANSWERS =
            Set.of(ExitCode.DONE, ExitCode.FAILED, ExitCode.USAGE, ExitCode.STOPPED, ExitCode.TO_DO);

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private final Awkward awkward = new Awkward(SEED);
    private Desk desk;

    @BeforeEach
    void sit() throws Exception {
        desk = new Desk(
                folder,
                Map.of("MIRRORSH_PASSWORD", lab.host("HOST_A").password()),
                new LabFiles(lab.lab()),
                UnaryOperator.identity(),
                new LabOf(lab.lab()));
        for (String host : HOSTS) {
            lab.run(host, "CREATE LOGIN canary WITH PASSWORD = N'aA1!yellow-bird-9'");
            assertThat(desk.execute("connect", host, lab.host(host).server(), "--trust-certificate"))
                    .isEqualTo(ExitCode.DONE);
        }
    }

    @AfterEach
    void leave() {
        desk.close();
    }

    @Test
    void answersAwkwardTextForEachOfItsArgumentsAndOptions() throws Exception {
        List<String> answered = new ArrayList<>();
        for (Shape shape : CommandShapes.all()) {
            if (WAITING.contains(shape.name())) {
                continue;
            }
            for (int place : shape.arguments()) {
                boolean file = isFile(shape.example().get(place));
                answers(shape.with(
                        place, file ? folder.resolve(awkward.fileName("L")).toString() : awkward.name("L")));
                answers(shape.with(place, "-" + awkward.name("-")));
            }
            for (String option : shape.texts()) {
                if (option.equals(PROGRAM)) {
                    continue;
                }
                answers(shape.with(option, awkward.name("L")));
                answers(shape.with(option, ""));
            }
            answered.add(shape.name());
        }

        assertThat(answered).hasSizeGreaterThan(60);
    }

    private void answers(List<String> words) throws Exception {
        List<String> typed = inFolder(words);
        String round = "seed " + SEED + ": " + String.join(" ", typed);

        int code = desk.execute(typed.toArray(String[]::new));

        assertThat(code).as(round).isIn(ANSWERS);
        assertThat(desk.said()).as(round).doesNotContain("itself made a mistake");
        for (String host : HOSTS) {
            assertThat(lab.value(host, "SELECT COUNT(*) FROM sys.sql_logins WHERE name = 'canary'"))
                    .as(round)
                    .isEqualTo("1");
        }
    }

    private static boolean isFile(String word) {
        return word.endsWith(".toml") || word.endsWith(".md") || word.endsWith(".svg");
    }

    /** Files that a command writes lie here; it looks for none that takes long. */
    private List<String> inFolder(List<String> words) {
        List<String> all = new ArrayList<>();
        for (String word : words) {
            boolean plain = isFile(word) && !word.contains("/");
            String output = word.replaceFirst("^--(out|save|csv|report|log)=.*", "$1");
            if (plain) {
                all.add(folder.resolve(word).toString());
            } else if (output.equals(word) || word.endsWith("=")) {
                all.add(word);
            } else {
                all.add("--" + output + "=" + folder.resolve(awkward.fileName("L")));
            }
        }
        if (words.get(0).equals("watch")) {
            all.removeIf(word -> word.matches("--interval|--count|\\d+"));
            all.addAll(List.of("--interval", "0", "--count", "1"));
        }
        all.addAll(List.of("--yes", "--confirm", "HOST_A"));
        return all;
    }
}
