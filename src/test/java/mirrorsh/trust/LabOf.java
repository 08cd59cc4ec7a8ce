package mirrorsh.trust;

import java.util.List;
import mirrorsh.command.LabControl;
import mirrorsh.lab.Faults;
import mirrorsh.lab.Lab;
import mirrorsh.lab.LabHost;
import mirrorsh.model.UsageException;

/** A test's own lab as commands see it. */
public record LabOf(Lab lab) implements LabControl {
    @Override
    public boolean running() {
        return true;
    }

    @Override
    public void choose(String versions, String editions) {
        throw new UsageException("The lab runs already.", "");
    }

    @Override
    public List<LabHost> start() {
        return lab.hosts();
    }

    @Override
    public void copy(String fromHost, String fromPath, String toHost, String toPath) {
        new LabFiles(lab).copy(fromHost, fromPath, toHost, toPath);
    }

    @Override
    public Faults faults() {
        return lab.faults();
    }
}
