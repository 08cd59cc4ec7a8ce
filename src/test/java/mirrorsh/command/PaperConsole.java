package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import mirrorsh.run.Operator;
import mirrorsh.tsql.Secret;
import org.jspecify.annotations.Nullable;

/** Writes down what is said; nobody answers unless told so. */
final class PaperConsole implements Console {
    private final List<String> lines = new ArrayList<>();
    private final List<String> asides = new ArrayList<>();
    private final int columns;
    private final List<String> questions = new ArrayList<>();
    private @Nullable String answer;
    private Consumer<String> listener = line -> {};
    private @Nullable Operator operator;

    PaperConsole(int columns) {
        this.columns = columns;
    }

    /** From now on there is somebody who answers every question so. */
    void answering(String always) {
        answer = always;
    }

    /** What was asked. */
    List<String> questions() {
        return List.copyOf(questions);
    }

    void answeredBy(Operator person) {
        operator = person;
    }

    /** What went to standard output. */
    String text() {
        return String.join("\n", lines);
    }

    /** What went to standard error. */
    String asideText() {
        return String.join("\n", asides);
    }

    @Override
    public void line(String text) {
        lines.add(text);
        listener.accept(text);
    }

    @Override
    public void aside(String text) {
        asides.add(text);
        listener.accept(text);
    }

    @Override
    public int columns() {
        return columns;
    }

    /** Wide enough for tests: the kanji and kana take two columns. */
    @Override
    public int width(String text) {
        return text.codePoints().map(c -> c >= 0x3040 && c <= 0x9fff ? 2 : 1).sum();
    }

    @Override
    public String paint(Tone tone, String text) {
        return text;
    }

    @Override
    public boolean interactive() {
        return answer != null;
    }

    @Override
    public Optional<String> ask(String question) {
        questions.add(question);
        return Optional.ofNullable(answer);
    }

    @Override
    public Optional<Secret> askSecret(String question) {
        return Optional.empty();
    }

    @Override
    public void clear() {
        lines.clear();
    }

    @Override
    public List<String> history() {
        return List.of("status");
    }

    @Override
    public void heardBy(Consumer<String> to) {
        listener = to;
    }

    @Override
    public void awaitEnd() {
        lines.add("(end of input)");
    }

    @Override
    public Operator operator(Answers answers) {
        Operator person = operator;
        return person == null ? new Obedient(answers) : person;
    }
}
