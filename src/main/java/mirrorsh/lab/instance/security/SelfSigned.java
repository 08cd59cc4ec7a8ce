package mirrorsh.lab.instance.security;

import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate.Generated;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;

/**
 * What a certificate to be generated shall say, checked (tsql.md §3.1).
 *
 * @param start in UTC, whole seconds
 * @param expiry in UTC, whole seconds
 */
record SelfSigned(String subject, LocalDateTime start, LocalDateTime expiry) {
    private static final int LONGEST_SUBJECT = 4000;
    private static final int SERIAL_BYTES = 16;

    /** @throws SqlFailure 15212 subject, 241 or 242 dates, 15213 period reversed */
    static SelfSigned of(Generated wanted, Realm realm) {
        String subject = wanted.subject() == null ? "" : wanted.subject();
        boolean fits = !subject.isBlank() && subject.length() <= LONGEST_SUBJECT;
        Refusal.unless(fits, SqlFailure.of(15212, LONGEST_SUBJECT));
        LocalDateTime start = wanted.startDate() == null
                ? realm.utc().truncatedTo(ChronoUnit.SECONDS)
                : DateText.parse(wanted.startDate());
        LocalDateTime expiry = wanted.expiryDate() == null ? start.plusYears(1) : DateText.parse(wanted.expiryDate());
        Refusal.unless(expiry.isAfter(start), SqlFailure.of(15213));
        return new SelfSigned(subject, start, expiry);
    }

    byte[] sign(KeyPair keys, Realm realm) {
        byte[] serial = Seal.randomBytes(SERIAL_BYTES, realm.random());
        serial[0] = (byte) (serial[0] & 0x7f | 0x01); // positive, and 16 bytes long
        return X509.selfSigned(realm.version(), keys, this, new BigInteger(serial));
    }

    /**
     * 15214 expired already, 15215 not yet valid. Worded as warnings, stored with severity 16, outcome unconfirmed (procedure.md
     * OUT-2): here the certificate is made, because both kinds are found in the field.
     */
    Optional<SqlMessage> warning(Instant now) {
        if (expiry.toInstant(ZoneOffset.UTC).isBefore(now)) {
            return Optional.of(Messages.message(15214));
        }
        return start.toInstant(ZoneOffset.UTC).isAfter(now) ? Optional.of(Messages.message(15215)) : Optional.empty();
    }
}
