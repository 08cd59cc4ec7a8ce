package mirrorsh.runbook;

import groovy.transform.NamedParam;
import java.util.Map;
import mirrorsh.effect.CertificateRemoved;
import mirrorsh.effect.DatabaseDropped;
import mirrorsh.effect.DatabaseRecovered;
import mirrorsh.effect.Effect;
import mirrorsh.effect.EndpointCertificateSet;
import mirrorsh.effect.EndpointDropped;
import mirrorsh.effect.EndpointStarted;
import mirrorsh.effect.EndpointStopped;
import mirrorsh.effect.GrantRevoked;
import mirrorsh.effect.LeftoverEnded;
import mirrorsh.effect.LinksRenewed;
import mirrorsh.effect.LoginCopied;
import mirrorsh.effect.LoginRemoved;
import mirrorsh.effect.MasterKeyOpens;
import mirrorsh.effect.MasterKeyRemoved;
import mirrorsh.effect.UserRemoved;
import mirrorsh.effect.WitnessReleased;
import mirrorsh.tsql.SecretSource;

/** Verbs that change, tidy up or take away what a procedure made. Public for the runbook language. */
public abstract class RemovalVerbs extends SessionVerbs {
    RemovalVerbs(String host, Secrets secrets) {
        super(host, secrets);
    }

    /** {@code recoverDatabase 'AdventureWorks'}: a restoring copy comes online. */
    public final Effect recoverDatabase(String database) {
        return step(new DatabaseRecovered(host(), database));
    }

    /** {@code dropCopy 'AdventureWorks'}: a restoring copy goes; one that is online never does. */
    public final Effect dropCopy(String database) {
        return step(new DatabaseDropped(host(), database));
    }

    /** {@code startEndpoint()}. */
    public final Effect startEndpoint() {
        return step(new EndpointStarted(host()));
    }

    /** {@code stopEndpoint()}. */
    public final Effect stopEndpoint() {
        return step(new EndpointStopped(host()));
    }

    /** {@code dropEndpoint()}: unless somebody uses it. */
    public final Effect dropEndpoint() {
        return step(new EndpointDropped(host()));
    }

    /** {@code useCertificate(name: 'HOST_A_cert2', knownTo: [mirror])}: the endpoint proves itself with it from now on. */
    public final Effect useCertificate(
            @NamedParam(value = "name", type = CharSequence.class, required = true)
                    @NamedParam(value = "knownTo", type = java.util.List.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("useCertificate", values);
        return step(new EndpointCertificateSet(host(), given.text("name"), given.texts("knownTo")));
    }

    /** {@code waitUntilUnused(name: 'HOST_A_cert', knownTo: [mirror])}: the sessions go on, and no link uses the old certificate. */
    public final Effect waitUntilUnused(
            @NamedParam(value = "name", type = CharSequence.class, required = true)
                    @NamedParam(value = "knownTo", type = java.util.List.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("waitUntilUnused", values);
        return step(new LinksRenewed(host(), given.text("name"), given.texts("knownTo")));
    }

    /** {@code waitUntilReleased 'AdventureWorks'}: on a former witness, until it has heard that it is none any more. */
    public final Effect waitUntilReleased(String database) {
        return step(new WitnessReleased(host(), database));
    }

    /** {@code openMasterKey(password: secret('masterkey'))}: it opens by itself from now on. */
    public final Effect openMasterKey(
            @NamedParam(value = "password", type = SecretSource.class, required = true) Map<String, ?> values) {
        return step(
                new MasterKeyOpens(host(), Values.of("openMasterKey", values).secret("password")));
    }

    /** {@code revokeConnect 'HOST_B_login'}. */
    public final Effect revokeConnect(String login) {
        return step(new GrantRevoked(host(), login));
    }

    /** {@code dropCertificate 'HOST_B_cert'}: unless the endpoint or a link uses it. */
    public final Effect dropCertificate(String certificate) {
        return step(new CertificateRemoved(host(), certificate));
    }

    /** {@code dropUser 'HOST_B_user'}: unless it owns a certificate. */
    public final Effect dropUser(String user) {
        return step(new UserRemoved(host(), user));
    }

    /** {@code dropLogin 'HOST_B_login'}: unless a user of master is mapped to it. */
    public final Effect dropLogin(String login) {
        return step(new LoginRemoved(host(), login));
    }

    /** {@code dropMasterKey()}: unless a certificate needs it. */
    public final Effect dropMasterKey() {
        return step(new MasterKeyRemoved(host()));
    }

    /** {@code endLeftover(database: 'AdventureWorks', partner: mirror)}: a half of a session whose other half is gone. */
    public final Effect endLeftover(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "partner", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("endLeftover", values);
        return step(new LeftoverEnded(host(), given.text("partner"), given.text("database")));
    }

    /** {@code copyLogin(name: 'app', from: principal)}: with its SID and its password's hash. */
    public final Effect copyLogin(
            @NamedParam(value = "name", type = CharSequence.class, required = true)
                    @NamedParam(value = "from", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("copyLogin", values);
        return step(new LoginCopied(host(), given.text("name"), given.text("from"), false));
    }
}
