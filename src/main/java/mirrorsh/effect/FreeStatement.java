package mirrorsh.effect;

import java.util.List;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.SqlText;
import mirrorsh.tsql.SqlcmdScript;

/**
 * T-SQL of a runbook's author, with the author's own check and undo.
 *
 * @param check is done when the answer is neither empty, nor 0, nor false; its database is the one that all three run in
 * @param run what makes it so; batches are parted by lines with GO
 * @param undo what takes it back; empty for nothing
 */
public record FreeStatement(String host, String title, Probe check, String run, String undo) implements Checked {
    @Override
    public String why() {
        return "The runbook's author asks for it.";
    }

    @Override
    public Verdict judge(Probe.Answer answer) {
        return answer.isTrue() ? new Done("its check says so") : new Missing();
    }

    private List<Action> batches(String text) {
        return SqlcmdScript.batches(text).stream()
                .<Action>map(
                        batch -> new Action.Execute(host, new Batch(check.database(), SqlText.verbatim(batch.text()))))
                .toList();
    }

    @Override
    public List<Action> actions(Observation observation) {
        return batches(run);
    }

    @Override
    public Undo undo(Observation observation) {
        if (!observation.answer(check).isTrue()) {
            return new Undo.By(List.of());
        }
        return undo.isBlank() ? new Undo.Impossible("the runbook does not say how") : new Undo.By(batches(undo));
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return undo.isBlank() ? List.of() : batches(undo);
    }
}
