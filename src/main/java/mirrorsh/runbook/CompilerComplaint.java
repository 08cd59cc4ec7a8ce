package mirrorsh.runbook;

import java.nio.file.Path;
import java.util.List;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/**
 * The first thing that the Groovy compiler complains of, in words for somebody who does not know Groovy.
 *
 * @param line 1-based, 0 when it is not known
 * @param more how many further complaints there are
 */
record CompilerComplaint(int line, int column, String text, int more) {
    private static final String STATIC = "[Static type checking] - ";

    static CompilerComplaint of(CompilationFailedException failure) {
        if (failure instanceof MultipleCompilationErrorsException several) {
            List<? extends Message> errors = several.getErrorCollector().getErrors();
            for (Message message : errors) {
                if (message instanceof SyntaxErrorMessage syntax) {
                    SyntaxException cause = syntax.getCause();
                    return new CompilerComplaint(
                            cause.getStartLine(),
                            cause.getStartColumn(),
                            inPlainWords(String.valueOf(cause.getOriginalMessage())),
                            errors.size() - 1);
                }
            }
        }
        return new CompilerComplaint(0, 0, String.valueOf(failure.getMessage()), 0);
    }

    RunbookException asException(Path file, Throwable cause) {
        String others = more == 0 ? "" : " (and " + more + " more)";
        return RunbookException.at(
                file, line, column, text + others, "runbook show set-up-mirroring   (one to compare with)", cause);
    }

    private static String inPlainWords(String message) {
        String text = message.startsWith(STATIC) ? message.substring(STATIC.length()) : message;
        int method = text.indexOf("Cannot find matching method ");
        if (method == 0) {
            String call = text.substring("Cannot find matching method ".length());
            int end = call.indexOf(". Please check");
            String signature = end < 0 ? call : call.substring(0, end);
            return "There is no verb " + withoutPackages(signature).replaceAll("LinkedHashMap<[^>]*>", "...")
                    + ": expected a verb of the runbook language with values of the right types.";
        }
        return withoutPackages(text).strip();
    }

    private static String withoutPackages(String text) {
        return text.replaceAll("\\b(?:[a-z][a-z0-9]*\\.)+([A-Z])", "$1")
                .replaceAll("\\b(?:RunbookScript|HostSteps|Steps|[a-z]\\w*)#", "");
    }
}
