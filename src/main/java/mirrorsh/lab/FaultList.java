package mirrorsh.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults that are on, with what ends them. Safe to share. */
final class FaultList {
    /** Ends a fault. */
    interface Mending {
        /** @throws IOException when an instance cannot come up again */
        void mend() throws IOException;
    }

    /** Two faults of the same kind about the same thing are one, the later one. */
    private record Subject(Fault.Kind kind, String host, String about) {}

    private record Active(Fault fault, Mending mending) {}

    private final Map<Subject, Active> active = new LinkedHashMap<>();

    /**
     * Notes a fault that has begun.
     *
     * @param about what tells it from another one of its kind on that host
     */
    synchronized void begun(Fault fault, String about, Mending mending) {
        Subject subject = new Subject(fault.kind(), fault.host(), about);
        active.remove(subject);
        active.put(subject, new Active(fault, mending));
    }

    synchronized List<Fault> all() {
        return active.values().stream().map(Active::fault).toList();
    }

    /** Ends a fault; false when it was not on. */
    boolean end(Fault.Kind kind, String host, String about) throws IOException {
        @Nullable Active ended;
        synchronized (this) {
            ended = active.remove(new Subject(kind, host, about));
        }
        if (ended == null) {
            return false;
        }
        ended.mending().mend();
        return true;
    }

    /** Ends all of them, the latest first; goes on when one cannot be ended, and says so at the end. */
    void endAll() throws IOException {
        List<Active> ended;
        synchronized (this) {
            ended = new ArrayList<>(active.values());
            active.clear();
        }
        @Nullable IOException problem = null;
        for (int i = ended.size() - 1; i >= 0; i--) {
            try {
                ended.get(i).mending().mend();
            } catch (IOException e) {
                problem = e;
            }
        }
        if (problem != null) {
            throw problem;
        }
    }
}
