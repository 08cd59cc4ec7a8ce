package mirrorsh.runbook;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.effect.Effect;
import mirrorsh.tsql.SecretSource;

/** What all verbs of {@code on(host) { }} share: the host, its steps so far, and where its passwords come from. */
public abstract class HostVerbs {
    private final String host;
    private final Secrets secrets;
    private final List<Effect> effects = new ArrayList<>();

    HostVerbs(String host, Secrets secrets) {
        this.host = host;
        this.secrets = secrets;
    }

    final String host() {
        return host;
    }

    final List<Effect> effects() {
        return List.copyOf(effects);
    }

    final Effect step(Effect effect) {
        effects.add(effect);
        return effect;
    }

    /** A password of this host that the operator gives; it is named here and never written down. */
    public final SecretSource secret(String name) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("secret('" + name
                    + "'): expected the name of a password in letters, digits and _, not a password.");
        }
        return secrets.named(name, host);
    }

    /** A password that something on the host has already: asked for, and never made up. */
    public final SecretSource existing(String name) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("existing('" + name
                    + "'): expected the name of a password in letters, digits and _, not a password.");
        }
        return secrets.existing(name, host);
    }

    /** A strong password that nobody needs to know. */
    public final SecretSource generated() {
        return secrets.generated("generated password on " + host);
    }
}
