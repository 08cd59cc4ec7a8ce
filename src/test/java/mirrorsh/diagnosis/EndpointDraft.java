package mirrorsh.diagnosis;

import java.util.function.Consumer;
import mirrorsh.model.Endpoint;

/** An endpoint of which a test changes parts. */
final class EndpointDraft {
    String state;
    String role;
    String authentication;
    int certificateId;
    String encryption;
    String owner;
    private final Endpoint before;

    private EndpointDraft(Endpoint before) {
        this.before = before;
        state = before.state();
        role = before.role();
        authentication = before.authentication();
        certificateId = before.certificateId();
        encryption = before.encryption();
        owner = before.owner();
    }

    /** A copy with some parts changed. */
    static Endpoint changed(Endpoint before, Consumer<EndpointDraft> change) {
        EndpointDraft draft = new EndpointDraft(before);
        change.accept(draft);
        return draft.made();
    }

    private Endpoint made() {
        return new Endpoint(
                before.id(),
                before.name(),
                state,
                before.port(),
                before.ip(),
                role,
                authentication,
                certificateId,
                encryption,
                owner);
    }
}
