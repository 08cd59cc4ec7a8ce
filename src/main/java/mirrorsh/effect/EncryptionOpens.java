package mirrorsh.effect;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.DatabaseQueries;

/**
 * The mirror can read the database if it is encrypted: it has the certificate that protects the encryption key, private key
 * included (procedure.md §5, "Special cases"). Looks only; a private key is carried by hand, by whoever may.
 *
 * @param host the mirror
 */
public record EncryptionOpens(String host, String principalHost, String database) implements Look {
    private Question encryptor() {
        return Question.of(principalHost, DatabaseQueries.encryptor(database));
    }

    @Override
    public String title() {
        return "See that " + host + " can read " + Sight.bracketed(database) + " if it is encrypted";
    }

    @Override
    public String why() {
        return "Without the certificate of the encryption key, with its private key, the restore is refused (error 33111).";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, principalHost);
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(encryptor().probe());
    }

    @Override
    public Verdict assess(Observation observation) {
        if (!encryptor().problem(observation).isEmpty()) {
            return new Blocked(
                    "it cannot be seen on " + principalHost + " whether " + Sight.bracketed(database)
                            + " is encrypted: " + encryptor().problem(observation),
                    "An encrypted database takes a certificate on " + host + " first.",
                    "");
        }
        String digits = encryptor().answer(observation).replaceFirst("^0[xX]", "");
        if (digits.isEmpty()) {
            return new Done("not encrypted");
        }
        Optional<Certificate> there = certificate(observation, host, digits);
        if (there.filter(Certificate::hasUsablePrivateKey).isPresent()) {
            return new Done("encrypted; " + host + " has [" + there.get().name() + "] with its private key");
        }
        String name = certificate(observation, principalHost, digits)
                .map(c -> "certificate " + Sight.bracketed(c.name()))
                .orElse("certificate of thumbprint " + digits);
        return new Blocked(
                host + " has no private key of " + name + ", which protects the encryption key of "
                        + Sight.bracketed(database),
                "The restore would be refused (error 33111).",
                "BACKUP CERTIFICATE with its private key on " + principalHost
                        + ", CREATE CERTIFICATE from both files on " + host);
    }

    private static Optional<Certificate> certificate(Observation observation, String host, String digits) {
        return observation.of(host).certificates().stream()
                .filter(c -> c.thumbprint().toString().toLowerCase(Locale.ROOT).equals(digits.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
