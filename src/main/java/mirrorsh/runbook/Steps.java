package mirrorsh.runbook;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.effect.Effect;

/** What stands inside {@code stage('...') { }}: the hosts and, within them, the steps. Public for the runbook language. */
public final class Steps {
    private final Secrets secrets;
    private final List<Effect> effects = new ArrayList<>();

    Steps(Secrets secrets) {
        this.secrets = secrets;
    }

    /** The steps on one host, in order. */
    public void on(
            Host host, @DelegatesTo(value = HostSteps.class, strategy = Closure.DELEGATE_ONLY) Closure<?> steps) {
        HostSteps receiver = new HostSteps(host.name(), secrets);
        steps.setDelegate(receiver);
        steps.setResolveStrategy(Closure.DELEGATE_ONLY);
        steps.call();
        effects.addAll(receiver.effects());
    }

    List<Effect> effects() {
        return List.copyOf(effects);
    }
}
