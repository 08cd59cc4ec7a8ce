package mirrorsh.runbook;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import groovy.lang.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.Stage;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the top of a runbook: title, parameters, stages. Evaluating it collects effects and does nothing else. Public for
 * the runbook language; one evaluation's own.
 */
public abstract class RunbookScript extends Script {
    private static final String NOBODY = "none";

    private @Nullable Evaluation evaluation;

    /** What one evaluation is given and collects. */
    static final class Evaluation {
        final Arguments arguments;
        final Secrets secrets;
        final Map<String, String> roles = new LinkedHashMap<>();
        final List<String> summary = new ArrayList<>();
        final List<Stage> stages = new ArrayList<>();
        String title = "";

        Evaluation(Arguments arguments, Secrets secrets) {
            this.arguments = arguments;
            this.secrets = secrets;
        }
    }

    final void prepare(Evaluation given) {
        evaluation = given;
    }

    private Evaluation evaluation() {
        if (evaluation == null) {
            throw new IllegalStateException("A runbook is evaluated by its loader.");
        }
        return evaluation;
    }

    /** What the runbook does, in a few words. */
    public final void title(String text) {
        evaluation().title = text;
    }

    /** A line for the person who is about to begin. */
    public final void summary(String line) {
        evaluation().summary.add(line);
    }

    /** A host, told as {@code name=HOST}. */
    public final Host host(String name, String standard, String about) {
        return role(
                name,
                evaluation().arguments.declare(new Parameter(name, Parameter.Type.HOST, standard, about, List.of())));
    }

    private Host role(String name, String value) {
        for (Map.Entry<String, String> other : evaluation().roles.entrySet()) {
            if (other.getValue().equalsIgnoreCase(value)) {
                throw new IllegalArgumentException("The parameters " + other.getKey() + " and " + name + " both name "
                        + value + ": expected two different hosts.");
            }
        }
        evaluation().roles.put(name, value);
        return new Host(value);
    }

    /** A host that has to be told. */
    public final Host host(String name, String about) {
        return host(name, "", about);
    }

    /** A role that may be left out, told as {@code name=HOST}; nobody, or one host. */
    public final List<Host> optionalHost(String name, String about) {
        return optionalHost(name, NOBODY, about);
    }

    /** A role that is usually there and may be left out, told as {@code name=none}. */
    public final List<Host> optionalHost(String name, String standard, String about) {
        Parameter parameter = new Parameter(name, Parameter.Type.HOST, standard, about + "; or " + NOBODY, List.of());
        return evaluation().arguments.declare(parameter).equals(NOBODY)
                ? List.of()
                : List.of(role(name, evaluation().arguments.values().getOrDefault(name, NOBODY)));
    }

    /** Several hosts, told as {@code name=ONE,OTHER}. */
    public final List<Host> hosts(String name, String standard, String about) {
        return names(name, standard, about).stream().map(Host::new).toList();
    }

    /** A text, told as {@code name=VALUE}. */
    public final String text(String name, String standard, String about) {
        return evaluation().arguments.declare(new Parameter(name, Parameter.Type.TEXT, standard, about, List.of()));
    }

    /** A text that has to be told. */
    public final String text(String name, String about) {
        return text(name, "", about);
    }

    /** Names that have to be told. */
    public final List<String> names(String name, String about) {
        return names(name, "", about);
    }

    /** Names parted by commas, told as {@code name=ONE,OTHER}; at least one. */
    public final List<String> names(String name, String standard, String about) {
        List<String> all = Arrays.stream(text(name, standard, about).split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .distinct()
                .toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "The parameter " + name + " has no names: expected " + name + "=ONE,OTHER.");
        }
        return all;
    }

    /** A folder on hosts, told as {@code name=FOLDER}; ends in a separator. */
    public final String folder(String name, String standard, String about) {
        String folder = text(name, standard, about);
        if (folder.endsWith("\\") || folder.endsWith("/")) {
            return folder;
        }
        return folder + (folder.contains("/") ? "/" : "\\");
    }

    /** A whole number within bounds, told as {@code name=NUMBER}. */
    public final int number(String name, int standard, int least, int most, String about) {
        return number(name, Integer.toString(standard), least, most, about);
    }

    /** A whole number that has to be told. */
    public final int number(String name, int least, int most, String about) {
        return number(name, "", least, most, about);
    }

    private int number(String name, String standard, int least, int most, String about) {
        return Integer.parseInt(evaluation()
                .arguments
                .declare(new Parameter(
                        name,
                        Parameter.Type.NUMBER,
                        standard,
                        about,
                        List.of(Integer.toString(least), Integer.toString(most)))));
    }

    /** One of a few words, the first being the usual one, told as {@code name=WORD}. */
    public final String choice(String name, List<String> choices, String about) {
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("The parameter " + name + " has no choices: expected at least one.");
        }
        return evaluation()
                .arguments
                .declare(new Parameter(name, Parameter.Type.CHOICE, choices.get(0), about, choices));
    }

    /** A stage of the procedure. */
    public final void stage(
            String title, @DelegatesTo(value = Steps.class, strategy = Closure.DELEGATE_ONLY) Closure<?> steps) {
        Steps receiver = new Steps(evaluation().secrets);
        steps.setDelegate(receiver);
        steps.setResolveStrategy(Closure.DELEGATE_ONLY);
        steps.call();
        evaluation().stages.add(new Stage(title, receiver.effects()));
    }
}
