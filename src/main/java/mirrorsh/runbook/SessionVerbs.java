package mirrorsh.runbook;

import groovy.transform.NamedParam;
import java.util.Map;
import mirrorsh.effect.Effect;
import mirrorsh.effect.LossForeseen;
import mirrorsh.effect.MirroringEnded;
import mirrorsh.effect.RolesSwitched;
import mirrorsh.effect.SafetyRaised;
import mirrorsh.effect.ServiceForced;
import mirrorsh.effect.SessionResumed;
import mirrorsh.effect.SessionSuspended;
import mirrorsh.effect.TimeoutSet;
import mirrorsh.effect.WitnessRemoved;
import mirrorsh.effect.WitnessSet;

/** Verbs on a mirroring session that is there. Public for the runbook language. */
public abstract class SessionVerbs extends HostVerbs {
    SessionVerbs(String host, Secrets secrets) {
        super(host, secrets);
    }

    /** {@code setWitness(database: 'AdventureWorks', partner: mirror, witness: witness, address: 'TCP://HOST_W:7024')}: on the principal. */
    public final Effect setWitness(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "partner", type = Host.class, required = true)
                    @NamedParam(value = "witness", type = Host.class, required = true)
                    @NamedParam(value = "address", type = CharSequence.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("setWitness", values);
        return step(new WitnessSet(
                host(), given.text("partner"), given.text("database"), given.text("witness"), given.text("address")));
    }

    /** {@code removeWitness 'AdventureWorks'}. */
    public final Effect removeWitness(String database) {
        return step(new WitnessRemoved(host(), database));
    }

    /** {@code suspendMirroring 'AdventureWorks'}: on either partner. */
    public final Effect suspendMirroring(String database) {
        return step(new SessionSuspended(host(), database));
    }

    /** {@code resumeMirroring 'AdventureWorks'}: on the principal. */
    public final Effect resumeMirroring(String database) {
        return step(new SessionResumed(host(), database));
    }

    /** {@code setTimeout(database: 'AdventureWorks', seconds: 10)}: on the principal. */
    public final Effect setTimeout(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "seconds", type = Integer.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("setTimeout", values);
        return step(new TimeoutSet(host(), given.text("database"), given.number("seconds")));
    }

    /** {@code raiseSafety(database: 'AdventureWorks', mirror: mirror)}: on the principal, before roles are switched. */
    public final Effect raiseSafety(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "mirror", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("raiseSafety", values);
        return step(new SafetyRaised(host(), given.text("mirror"), given.text("database")));
    }

    /** {@code switchRoles(database: 'AdventureWorks', to: mirror)}: on the principal. */
    public final Effect switchRoles(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "to", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("switchRoles", values);
        return step(new RolesSwitched(host(), given.text("to"), given.text("database")));
    }

    /** {@code seeLoss 'AdventureWorks'}: on the mirror; what forcing service costs. */
    public final Effect seeLoss(String database) {
        return step(new LossForeseen(host(), database));
    }

    /** {@code forceService 'AdventureWorks'}: on the mirror, accepting loss of data. */
    public final Effect forceService(String database) {
        return step(new ServiceForced(host(), database));
    }

    /** {@code endMirroring(database: 'AdventureWorks', partner: mirror)}: on either partner, for both if they are connected. */
    public final Effect endMirroring(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "partner", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("endMirroring", values);
        return step(new MirroringEnded(host(), given.text("database"), given.text("partner")));
    }
}
