package mirrorsh.runbook;

import groovy.transform.NamedParam;
import java.util.Map;
import mirrorsh.effect.CertificateLasts;
import mirrorsh.effect.Effect;
import mirrorsh.effect.FreeStatement;
import mirrorsh.effect.ManualStep;
import mirrorsh.effect.Mirrored;
import mirrorsh.effect.Note;
import mirrorsh.effect.Requirement;
import mirrorsh.effect.Trusted;
import mirrorsh.model.Probe;

/** Verbs that look, tell, wait for a person, or run T-SQL of the runbook's author. Public for the runbook language. */
public abstract class AuthorVerbs extends DatabaseVerbs {
    private static final String MASTER = "master";

    AuthorVerbs(String host, Secrets secrets) {
        super(host, secrets);
    }

    /** {@code note 'The application is to be stopped before this.'}. */
    public final Effect note(String text) {
        return step(new Note(host(), text));
    }

    /** {@code requireTrust mirror}: this host believes that one, all the way. */
    public final Effect requireTrust(Host peer) {
        return step(new Trusted(host(), peer.name()));
    }

    /** {@code requireLastingCertificate 30}: the endpoint's certificate is valid for so many days yet. */
    public final Effect requireLastingCertificate(int days) {
        return step(new CertificateLasts(host(), days));
    }

    /** {@code requireMirrored(database: 'AdventureWorks', with: mirror)}: in whichever roles. */
    public final Effect requireMirrored(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "with", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("requireMirrored", values);
        return step(new Mirrored(host(), given.text("with"), given.text("database")));
    }

    /** {@code guard(title: 'Nobody is connected', check: 'SELECT ...', otherwise: 'somebody is connected')}. */
    public final Effect guard(
            @NamedParam(value = "title", type = CharSequence.class, required = true)
                    @NamedParam(value = "check", type = CharSequence.class, required = true)
                    @NamedParam(value = "otherwise", type = CharSequence.class, required = true)
                    @NamedParam(value = "next", type = CharSequence.class)
                    @NamedParam(value = "database", type = CharSequence.class)
                    Map<String, ?> values) {
        Values given = Values.of("guard", values);
        return step(new Requirement(
                host(), given.text("title"), check(given), given.text("otherwise"), given.text("next", "")));
    }

    /** {@code manual(title: 'Stop the application', instructions: '...', check: 'SELECT ...')}: a person does it. */
    public final Effect manual(
            @NamedParam(value = "title", type = CharSequence.class, required = true)
                    @NamedParam(value = "instructions", type = CharSequence.class, required = true)
                    @NamedParam(value = "check", type = CharSequence.class, required = true)
                    @NamedParam(value = "database", type = CharSequence.class)
                    Map<String, ?> values) {
        Values given = Values.of("manual", values);
        return step(new ManualStep(host(), given.text("title"), given.text("instructions"), check(given)));
    }

    /** {@code tsql(title: 'Stop the job', check: 'SELECT ...', run: 'EXEC ...', undo: 'EXEC ...')}. */
    public final Effect tsql(
            @NamedParam(value = "title", type = CharSequence.class, required = true)
                    @NamedParam(value = "check", type = CharSequence.class, required = true)
                    @NamedParam(value = "run", type = CharSequence.class, required = true)
                    @NamedParam(value = "undo", type = CharSequence.class)
                    @NamedParam(value = "database", type = CharSequence.class)
                    Map<String, ?> values) {
        Values given = Values.of("tsql", values);
        return step(new FreeStatement(
                host(), given.text("title"), check(given), given.text("run"), given.text("undo", "")));
    }

    private Probe check(Values given) {
        return new Probe(host(), given.text("database", MASTER), given.text("check"));
    }
}
