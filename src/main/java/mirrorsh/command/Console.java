package mirrorsh.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import mirrorsh.run.Operator;
import mirrorsh.tsql.Secret;

/** Where commands speak and ask: a terminal, or plain streams. Used by one command at a time. */
public interface Console {
    /** A line on standard output. */
    void line(String text);

    /** A line on standard error: what is not the result. */
    void aside(String text);

    /** How many columns a line may have. */
    int columns();

    /** How many columns a text takes; East Asian characters take two, combining ones none. */
    int width(String text);

    /** The text as the tone is shown here; the text itself where there is no color. */
    String paint(Tone tone, String text);

    /** From now on with color or without; a console that cannot stays without. */
    default void colored(boolean wanted) {
        // streams have no color
    }

    /** Whether {@link #progress} shows anything. */
    default boolean showsProgress() {
        return false;
    }

    /** A line that the next one takes the place of, for how far something has come; an empty one takes it away. */
    default void progress(String text) {
        // only a terminal can draw over
    }

    /** Whether there is a person to answer questions. */
    boolean interactive();

    /** Asks a question; empty when there is nobody to answer or the answer was Ctrl-C or end of input. */
    Optional<String> ask(String question);

    /** Asks for a password, masked; empty as for {@link #ask}. */
    Optional<Secret> askSecret(String question);

    /** Whether lines of a picture can be drawn; else it is drawn with letters. */
    default boolean drawsLines() {
        return true;
    }

    /** The screen as a whole, for what changes while one looks; empty where there is none. The caller closes it. */
    default Optional<LiveScreen> liveScreen() {
        return Optional.empty();
    }

    /**
     * Shows a password to a person, who says that they have it, and takes it from the screen again.
     *
     * @return false when there is nobody, or they do not say so
     */
    default boolean showOnce(String what, Secret secret) {
        return false;
    }

    /** Clears the screen; does nothing where there is none. */
    void clear();

    /** What was typed before, oldest first; empty without a shell. */
    List<String> history();

    /** From now on every line that is shown, and every question with its answer, is also given to this; passwords are not. */
    void heardBy(Consumer<String> listener);

    /** Returns at Ctrl-C or at the end of input. */
    void awaitEnd();

    /**
     * The person behind this console as a runner sees them.
     *
     * @param answers how confirmations are answered
     */
    Operator operator(Answers answers);

    /**
     * How confirmations are answered.
     *
     * @param yes every one with yes
     * @param json results are for a machine: what is told goes to standard error and nothing is asked
     */
    record Answers(boolean yes, boolean json) {}
}
