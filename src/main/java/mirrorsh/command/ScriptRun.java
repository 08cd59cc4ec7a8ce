package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.host.Hosts;
import mirrorsh.host.Hosts.BatchResult;
import mirrorsh.host.StatementRefusedException;
import mirrorsh.model.MirrorException;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.ScriptBatch;
import mirrorsh.tsql.ScriptStep;
import mirrorsh.tsql.SqlText;
import org.jspecify.annotations.Nullable;

/** One pass through a script, on one host after another where it says so. For one thread. */
final class ScriptRun {
    private final Hosts hosts;
    private final List<SqlResult.OnHost> answers = new ArrayList<>();
    private List<BatchResult> results = new ArrayList<>();
    private String host;
    private String database;
    private boolean exiting = true;
    private @Nullable MirrorException problem;

    /** @param database of the first batch; {@code USE} holds from batch to batch */
    ScriptRun(Hosts hosts, String host, String database) {
        this.hosts = hosts;
        this.host = host;
        this.database = database;
    }

    /**
     * Runs a script, whose {@code :CONNECT} name connected hosts.
     *
     * @return an answer for each host in the order of the script; the one that ended it is the last
     */
    List<SqlResult.OnHost> run(List<ScriptStep> steps) {
        for (ScriptStep step : steps) {
            if (step instanceof ScriptStep.OnError error) {
                exiting = error.exit();
            } else if (step instanceof ScriptStep.Connect connect) {
                endHost();
                host = connect.host();
                database = "master";
            } else if (step instanceof ScriptStep.Send send && !send(send.batch())) {
                break;
            }
        }
        endHost();
        return List.copyOf(answers);
    }

    private void endHost() {
        if (!results.isEmpty() || problem != null) {
            answers.add(new SqlResult.OnHost(host, List.copyOf(results), problem));
        }
        results = new ArrayList<>();
        problem = null;
    }

    private boolean send(ScriptBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            try {
                Batch sent = new Batch(database, SqlText.verbatim(batch.text()));
                results.add(hosts.execute(host, sent, message -> {}, null));
            } catch (StatementRefusedException refused) {
                problem = refused;
                if (exiting) {
                    return false;
                }
                endHost();
            } catch (MirrorException lost) {
                problem = lost; // there is nobody left to go on with
                return false;
            } finally {
                database = Batch.WHERE_WE_ARE;
            }
        }
        return true;
    }
}
