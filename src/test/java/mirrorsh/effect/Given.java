package mirrorsh.effect;

import java.util.List;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SecretSource;
import org.assertj.core.api.Assertions;

/** What effect tests have in common: hosts as the document names them, and verdicts and actions as text. */
final class Given {
    static final SecretSource PASSWORD = new SecretSource() {
        @Override
        public String label() {
            return "password";
        }

        @Override
        public Secret secret() {
            throw new AssertionError("an assessment must not ask for a password");
        }
    };

    private Given() {}

    static HostStateBuilder hostA() {
        return new HostStateBuilder("HOST_A");
    }

    static HostStateBuilder hostB() {
        return new HostStateBuilder("HOST_B");
    }

    /** Texts of the statements and copies, in order. */
    static List<String> texts(List<Action> actions) {
        return actions.stream().map(Given::text).toList();
    }

    private static String text(Action action) {
        if (action instanceof Action.Execute execute) {
            return execute.host() + ": " + execute.batch().text().masked().replaceAll("\\s*\\n\\s*", " ");
        }
        if (action instanceof Action.CopyFile copy) {
            return "copy " + copy.fromHost() + " " + copy.fromPath() + " to " + copy.toHost() + " " + copy.toPath();
        }
        return "await " + ((Action.Await) action).what();
    }

    static List<String> actions(Effect effect, Observation observation) {
        return texts(effect.actions(observation));
    }

    static Blocked blocked(Effect effect, Observation observation) {
        Verdict verdict = effect.assess(observation);
        Assertions.assertThat(verdict).isInstanceOf(Blocked.class);
        return (Blocked) verdict;
    }

    static Differs differs(Effect effect, Observation observation) {
        Verdict verdict = effect.assess(observation);
        Assertions.assertThat(verdict).isInstanceOf(Differs.class);
        return (Differs) verdict;
    }

    static List<String> undo(Effect effect, Observation observation) {
        Undo undo = effect.undo(observation);
        Assertions.assertThat(undo).isInstanceOf(Undo.By.class);
        return texts(((Undo.By) undo).actions());
    }

    static String impossible(Effect effect, Observation observation) {
        Undo undo = effect.undo(observation);
        Assertions.assertThat(undo).isInstanceOf(Undo.Impossible.class);
        return ((Undo.Impossible) undo).because();
    }
}
