package mirrorsh.runbook;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mirrorsh.model.MirrorException;
import mirrorsh.model.PlainText;
import org.codehaus.groovy.control.CompilationFailedException;

/** Reads a runbook and evaluates it for given arguments; nothing is executed. */
public final class RunbookLoader {
    private final Secrets secrets;
    private final Function<Parameter, Optional<String>> missing;

    /** One that refuses a runbook when a parameter that it needs is not given. */
    public RunbookLoader(Secrets secrets) {
        this(secrets, parameter -> Optional.empty());
    }

    /**
     * @param secrets where the passwords that runbooks name come from
     * @param missing the value of a parameter that is needed and was not given; asked for once each
     */
    public RunbookLoader(Secrets secrets, Function<Parameter, Optional<String>> missing) {
        this.secrets = secrets;
        this.missing = missing;
    }

    /** One that takes an example for what is not given: to show a runbook, not to run it. */
    public static RunbookLoader withExamples(Secrets secrets) {
        return new RunbookLoader(secrets, parameter -> Optional.of(parameter.example()));
    }

    /**
     * Evaluates a runbook.
     *
     * @param arguments parameter values by name; what is not given has the runbook's own standard
     * @throws RunbookException when it cannot be read or does not accept an argument
     */
    public Runbook load(Path file, Map<String, String> arguments) {
        String text = read(file);
        RunbookScript.Evaluation evaluation = new RunbookScript.Evaluation(new Arguments(arguments, missing), secrets);
        try {
            RunbookScript script = compile(file, text);
            script.prepare(evaluation);
            script.run();
            evaluation.arguments.refuseUnknown();
        } catch (CompilationFailedException e) {
            throw CompilerComplaint.of(e).asException(file, e);
        } catch (IllegalArgumentException e) {
            throw refused(file, e);
        } catch (MirrorException e) {
            throw e;
        } catch (RuntimeException e) {
            throw refused(file, new IllegalArgumentException("The runbook cannot be evaluated: " + e.getMessage(), e));
        }
        return runbook(file, text, evaluation);
    }

    private static Runbook runbook(Path file, String text, RunbookScript.Evaluation evaluation) {
        if (evaluation.stages.isEmpty()) {
            throw RunbookException.at(
                    file, 0, 0, "The runbook has no stages: expected at least one stage('...') { }.", "", null);
        }
        String title = evaluation.title.isEmpty() ? String.valueOf(file.getFileName()) : evaluation.title;
        return new Runbook(
                file,
                Approvals.hash(text),
                title,
                openingComment(text),
                evaluation.arguments.parameters(),
                evaluation.roles,
                evaluation.arguments.values(),
                evaluation.summary,
                evaluation.stages);
    }

    private static RunbookScript compile(Path file, String text) {
        GroovyShell shell =
                new GroovyShell(RunbookLoader.class.getClassLoader(), new Binding(), RunbookLanguage.configuration());
        return (RunbookScript) shell.parse(text, scriptName(file));
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return PlainText.of(file.toString(), in);
        } catch (IOException e) {
            throw new RunbookException("There is no readable runbook at " + file + ".", "runbook list", 0, e);
        }
    }

    private static RunbookException refused(Path file, IllegalArgumentException e) {
        int line = Stream.concat(Stream.of(e), Stream.ofNullable(e.getCause()))
                .flatMap(cause -> Stream.of(cause.getStackTrace()))
                .filter(frame -> scriptName(file).equals(frame.getFileName()) && frame.getLineNumber() > 0)
                .mapToInt(StackTraceElement::getLineNumber)
                .findFirst()
                .orElse(0);
        return RunbookException.at(file, line, 0, String.valueOf(e.getMessage()), "runbook show " + file, e);
    }

    /** A name that Groovy can make a class of. */
    private static String scriptName(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String openingComment(String text) {
        return text.lines()
                .takeWhile(line -> line.startsWith("//"))
                .map(line -> line.substring(2).strip())
                .collect(Collectors.joining("\n"));
    }

    /** The runbooks of a folder in the order of their names; empty when there is no such folder. */
    public static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".groovy"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RunbookException("The folder " + folder + " cannot be read.", "", 0, e);
        }
    }
}
