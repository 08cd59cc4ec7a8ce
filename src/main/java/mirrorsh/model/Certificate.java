package mirrorsh.model;

import java.time.Instant;

/**
 * A certificate in master (catalog.md §4.3).
 *
 * @param id certificate_id
 * @param owner name of the owning user of master, empty when it is not visible
 * @param privateKey how the private key is protected: MK, PW, NA or SK
 * @param start first moment of validity
 * @param expiry last moment of validity
 * @param der the public part, DER-encoded; empty on instances before 2012 or when it is not visible
 */
public record Certificate(
        int id,
        String name,
        String subject,
        String owner,
        String privateKey,
        Instant start,
        Instant expiry,
        Thumbprint thumbprint,
        Der der) {
    /** Under the database master key, as an endpoint needs it. */
    public boolean hasUsablePrivateKey() {
        return privateKey.equals("MK");
    }

    public boolean isPublicOnly() {
        return privateKey.equals("NA");
    }

    public boolean isValidAt(Instant moment) {
        return !moment.isBefore(start) && moment.isBefore(expiry);
    }
}
