package mirrorsh.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.TestAbortedException;

/**
 * Writes down what each server answered where the references are unconfirmed, one file a class in {@code target/unconfirmed/}: some of
 * these tests accept several numbers, and the one that a real server gives is what one wants to know.
 */
final class Unsettled implements AfterTestExecutionCallback {
    private static final Namespace HERE = Namespace.create(Unsettled.class);
    private static final Path FOLDER = Path.of("target", "unconfirmed");

    /** A class of tests that talks to servers. */
    interface Asking {
        /** The server or servers of this run of the class. */
        String where();

        List<Client> asked();
    }

    /** Whether a test of this name holds what a reference does not vouch for. */
    static boolean isUnsettled(String test) {
        return test.startsWith("unconfirmed") || test.startsWith("inferred");
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        String test = context.getRequiredTestMethod().getName();
        if (!isUnsettled(test)) {
            return;
        }
        context.getRequiredTestInstances().getAllInstances().stream()
                .filter(Asking.class::isInstance)
                .map(Asking.class::cast)
                .findFirst()
                .ifPresent(asking -> lines(context).add(line(asking, test, context)));
    }

    private static String line(Asking asking, String test, ExtensionContext context) {
        String outcome = context.getExecutionException()
                .map(thrown -> thrown instanceof TestAbortedException ? "not asked" : "DOES NOT HOLD")
                .orElse("holds");
        String refused = asking.asked().stream()
                .flatMap(client -> client.refused().stream())
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return "| " + asking.where() + " | " + test + " | " + outcome + " | " + refused + " |";
    }

    private static Lines lines(ExtensionContext context) {
        ExtensionContext outermost = context;
        while (outermost
                .getParent()
                .filter(parent -> parent != parent.getRoot())
                .isPresent()) {
            outermost = outermost.getParent().orElseThrow();
        }
        String name = outermost.getRequiredTestClass().getSimpleName();
        return outermost.getStore(HERE).computeIfAbsent(name, key -> new Lines(name, new TreeSet<>()), Lines.class);
    }

    /** What a class came to, written when it has ended. */
    private record Lines(String name, SortedSet<String> lines) implements AutoCloseable {
        void add(String line) {
            lines.add(line);
        }

        @Override
        public void close() {
            try {
                Files.createDirectories(FOLDER);
                Files.writeString(
                        FOLDER.resolve(name + ".md"),
                        "| server | what is unconfirmed | outcome | errors it answered with |\n|---|---|---|---|\n"
                                + String.join("\n", lines) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
