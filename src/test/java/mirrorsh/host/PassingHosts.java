package mirrorsh.host;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Batch;

/** Stands before other hosts and passes everything on, but for the statements: what becomes of these is for the heirs to say. */
public abstract class PassingHosts implements Hosts {
    protected final Hosts hosts;

    protected PassingHosts(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public List<String> names() {
        return hosts.names();
    }

    @Override
    public Observation observe(Collection<String> names, Collection<String> files) {
        return hosts.observe(names, files);
    }

    @Override
    public BatchResult executeInSession(String host, Batch batch, Duration limit) {
        return hosts.executeInSession(host, batch, limit);
    }

    @Override
    public long session(String host) {
        return hosts.session(host);
    }

    @Override
    public void cancel(String host) {
        hosts.cancel(host);
    }
}
