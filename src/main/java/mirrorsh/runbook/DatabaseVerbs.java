package mirrorsh.runbook;

import groovy.transform.NamedParam;
import java.time.Duration;
import java.util.Map;
import mirrorsh.effect.AvailabilityGroupCreated;
import mirrorsh.effect.AvailabilityPossible;
import mirrorsh.effect.BeforeSwitch;
import mirrorsh.effect.CarriedOver;
import mirrorsh.effect.Effect;
import mirrorsh.effect.EncryptionOpens;
import mirrorsh.effect.JobsCompared;
import mirrorsh.effect.MasterKeyPasswordKnown;
import mirrorsh.effect.OrphansMapped;
import mirrorsh.effect.ReplicaJoined;
import mirrorsh.effect.SessionSynchronized;
import mirrorsh.effect.TrustworthyNoted;
import mirrorsh.effect.TrustworthySet;
import mirrorsh.effect.UsersHaveLogins;
import mirrorsh.effect.WitnessRemoved;
import mirrorsh.tsql.SecretSource;

/** Verbs on what surrounds a mirrored database: its keys, its users, and the group it may move to. Public for the runbook language. */
public abstract class DatabaseVerbs extends RemovalVerbs {
    DatabaseVerbs(String host, Secrets secrets) {
        super(host, secrets);
    }

    /** {@code requireReadable(database: 'Sales', from: principal)}: on the mirror; if it is encrypted, its certificate is there. */
    public final Effect requireReadable(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "from", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("requireReadable", values);
        return step(new EncryptionOpens(host(), given.text("from"), given.text("database")));
    }

    /** {@code seeTrustworthy(database: 'Sales', from: principal)}: on the mirror; whether it is to be set after a switch. */
    public final Effect seeTrustworthy(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "from", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("seeTrustworthy", values);
        return step(new TrustworthyNoted(host(), given.text("from"), given.text("database")));
    }

    /** {@code setTrustworthy 'Sales'}: on the new principal, after a switch. */
    public final Effect setTrustworthy(String database) {
        return step(new TrustworthySet(host(), database));
    }

    /** {@code keepMasterKeyPassword(database: 'Sales', from: principal, password: existing('databasekey'))}: on the mirror. */
    public final Effect keepMasterKeyPassword(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "from", type = Host.class, required = true)
                    @NamedParam(value = "password", type = SecretSource.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("keepMasterKeyPassword", values);
        return step(new MasterKeyPasswordKnown(
                host(), given.text("from"), given.text("database"), given.secret("password")));
    }

    /** {@code mapOrphans 'Sales'}: on the principal; users whose login was made anew. */
    public final Effect mapOrphans(String database) {
        return step(new OrphansMapped(host(), database));
    }

    /** {@code requireLogins(database: 'Sales', from: principal)}: on the mirror; the principal's users find theirs here. */
    public final Effect requireLogins(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "from", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("requireLogins", values);
        return step(new UsersHaveLogins(host(), given.text("from"), given.text("database")));
    }

    /** {@code seeJobs principal}: which jobs of that host are not here. */
    public final Effect seeJobs(Host from) {
        return step(new JobsCompared(host(), from.name()));
    }

    /** {@code setWitnessAside(database: 'Sales', mirror: mirror)}: on the principal, until the roles are switched. */
    public final Effect setWitnessAside(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "mirror", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("setWitnessAside", values);
        return step(new BeforeSwitch(
                new WitnessRemoved(host(), given.text("database")), given.text("mirror"), given.text("database")));
    }

    /** {@code catchUp(database: 'Sales', mirror: mirror, minutes: 30)}: on the principal, until the roles are switched. */
    public final Effect catchUp(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "mirror", type = Host.class, required = true)
                    @NamedParam(value = "minutes", type = Integer.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("catchUp", values);
        return step(new BeforeSwitch(
                new SessionSynchronized(
                        host(),
                        given.text("mirror"),
                        given.text("database"),
                        Duration.ofMinutes(given.number("minutes"))),
                given.text("mirror"),
                given.text("database")));
    }

    /** {@code requireAvailabilityGroups()}: this host can be a replica. */
    public final Effect requireAvailabilityGroups() {
        return step(new AvailabilityPossible(host()));
    }

    /** {@code seeWhatCarriesOver 'Sales'}: on the principal. */
    public final Effect seeWhatCarriesOver(String database) {
        return step(new CarriedOver(host(), database));
    }

    /** {@code createAvailabilityGroup(name: 'Sales_group', database: 'Sales', secondary: mirror, ...)}: on the former principal. */
    public final Effect createAvailabilityGroup(
            @NamedParam(value = "name", type = CharSequence.class, required = true)
                    @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "secondary", type = Host.class, required = true)
                    @NamedParam(value = "address", type = CharSequence.class, required = true)
                    @NamedParam(value = "secondaryAddress", type = CharSequence.class, required = true)
                    @NamedParam(value = "failover", type = CharSequence.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("createAvailabilityGroup", values);
        return step(new AvailabilityGroupCreated(
                host(),
                given.text("secondary"),
                given.text("database"),
                given.text("name"),
                new AvailabilityGroupCreated.Urls(given.text("address"), given.text("secondaryAddress")),
                given.text("failover").equals("automatic")));
    }

    /** {@code joinAvailabilityGroup(name: 'Sales_group', database: 'Sales', primary: principal)}: on the former mirror. */
    public final Effect joinAvailabilityGroup(
            @NamedParam(value = "name", type = CharSequence.class, required = true)
                    @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "primary", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("joinAvailabilityGroup", values);
        return step(new ReplicaJoined(host(), given.text("primary"), given.text("database"), given.text("name")));
    }
}
