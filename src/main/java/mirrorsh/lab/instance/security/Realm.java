package mirrorsh.lab.instance.security;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import mirrorsh.lab.machine.Installation;

/** One instance's security, as the classes of this room share it. Used with the lock of {@link InstanceSecurity} held. */
record Realm(
        Installation installation,
        DatabaseSecurity master,
        SecureRandom random,
        SecuritySetup setup,
        ServerCatalog server) {
    Instant instant() {
        return installation.machine().clock().instant();
    }

    /** Local time: what the catalog's dates are, except those of certificates. */
    LocalDateTime now() {
        return LocalDateTime.now(installation.machine().clock());
    }

    /** What the dates of certificates are. */
    LocalDateTime utc() {
        return LocalDateTime.ofInstant(instant(), ZoneOffset.UTC);
    }

    Installation.Version version() {
        return installation.version();
    }
}
