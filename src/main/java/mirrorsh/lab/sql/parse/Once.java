package mirrorsh.lab.sql.parse;

import java.util.HashSet;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;

/** Options of one statement, each of which may be written once. */
final class Once {
    private final Set<String> seen = new HashSet<>();

    /** Notes an option; 102 or 156 near it the second time. */
    void note(String option, ParserRuleContext context) {
        if (!seen.add(option)) {
            throw Refusal.near(context.getStart());
        }
    }

    boolean has(String option) {
        return seen.contains(option);
    }
}
