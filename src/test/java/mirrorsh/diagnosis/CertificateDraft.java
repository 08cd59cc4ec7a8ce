package mirrorsh.diagnosis;

import java.time.Instant;
import java.util.function.Consumer;
import mirrorsh.model.Certificate;
import mirrorsh.model.Thumbprint;

/** A certificate of which a test changes parts. */
final class CertificateDraft {
    String subject;
    String owner;
    String privateKey;
    Instant start;
    Instant expiry;
    Thumbprint thumbprint;
    private final Certificate before;

    private CertificateDraft(Certificate before) {
        this.before = before;
        subject = before.subject();
        owner = before.owner();
        privateKey = before.privateKey();
        start = before.start();
        expiry = before.expiry();
        thumbprint = before.thumbprint();
    }

    /** A copy with some parts changed. */
    static Certificate changed(Certificate before, Consumer<CertificateDraft> change) {
        CertificateDraft draft = new CertificateDraft(before);
        change.accept(draft);
        return draft.made();
    }

    private Certificate made() {
        return new Certificate(
                before.id(), before.name(), subject, owner, privateKey, start, expiry, thumbprint, before.der());
    }
}
