package mirrorsh.lab.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import mirrorsh.lab.Faults;

/** Random faults of every kind, role switches and DDL on one session. */
final class Mischief {
    private static final List<String> BREAKAGES = List.of(
            "full disk",
            "clock skew",
            "certificate expired",
            "file denied",
            "port taken",
            "name forgotten",
            "log backup",
            "service master key lost",
            "CONNECT revoked");
    private static final String MORE = "C:\\more.trn";

    private final SoakSession session;
    private final Faults faults;
    private final Random random;
    private final boolean mayForce;
    private int made;

    Mischief(SoakSession session, Faults faults, Random random, boolean mayForce) {
        this.session = session;
        this.faults = faults;
        this.random = random;
        this.mayForce = mayForce;
    }

    private SoakHost any() {
        return session.hosts().get(random.nextInt(3));
    }

    private SoakHost partner() {
        return random.nextBoolean() ? session.a() : session.b();
    }

    private SoakHost other(SoakHost than) {
        List<SoakHost> others =
                session.hosts().stream().filter(host -> host != than).toList();
        return others.get(random.nextInt(2));
    }

    /** Does one thing, and waits a little. */
    void step() throws IOException {
        switch (random.nextInt(mayForce ? 18 : 17)) {
            case 0 -> stop(any(), random.nextBoolean());
            case 1, 2, 3 -> revive();
            case 4 -> breakLink();
            case 5, 6, 7 -> mendLinks();
            case 8, 9 -> run(partner(), SoakSession.set("PARTNER FAILOVER"));
            case 10 -> pauseOrResume();
            case 11 -> settings();
            case 12 -> witness();
            case 13 -> definitions();
            case 14, 15 -> breakHost(any());
            case 16 -> mendHosts();
            default -> force();
        }
        LockSupport.parkNanos(Duration.ofMillis(20 + random.nextInt(400)).toNanos());
    }

    private void stop(SoakHost host, boolean orderly) throws IOException {
        session.noted(host.name() + (orderly ? " stop" : " kill"));
        host.stop(orderly);
    }

    private boolean run(SoakHost host, String batch) {
        boolean done = host.run(batch);
        session.noted(host.name() + (done ? " did: " : " refused: ") + batch);
        return done;
    }

    /** Ends everything that is broken. */
    void mendAll() throws IOException, SQLException {
        revive();
        mendLinks();
        mendHosts();
        for (SoakHost host : session.hosts()) {
            host.close(); // connections that a stop cut
            host.must("OPEN MASTER KEY DECRYPTION BY PASSWORD = '1_Strong_Password!';"
                    + " ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY; CLOSE MASTER KEY");
            host.must("ALTER ENDPOINT Mirroring STATE = STARTED"); // one whose port was taken does not listen yet
            for (SoakHost peer : session.hosts()) {
                if (peer != host) {
                    host.must(grant(peer)); // where it was tried over a connection that a stop had cut
                }
            }
        }
    }

    private void revive() throws IOException {
        session.noted("all instances started");
        for (SoakHost host : session.hosts()) {
            host.start();
        }
    }

    private void breakLink() {
        String from = any().name();
        String to = other(session.host(from)).name();
        int way = random.nextInt(4);
        session.noted("link " + List.of("cut", "cut one way", "stall", "slow").get(way) + " " + from + " to " + to);
        switch (way) {
            case 0 -> {
                faults.cut(from, to);
                faults.cut(to, from);
            }
            case 1 -> faults.cut(from, to);
            case 2 -> faults.stall(from, to);
            default -> faults.slow(from, to, Duration.ofMillis(1 + random.nextInt(300)));
        }
    }

    private void mendLinks() throws IOException {
        session.noted("links mended");
        for (SoakHost from : session.hosts()) {
            for (SoakHost to : session.hosts()) {
                if (from != to) {
                    faults.mend(from.name(), to.name());
                }
            }
        }
    }

    private void breakHost(SoakHost host) throws IOException {
        String name = host.name();
        int way = random.nextInt(BREAKAGES.size());
        session.noted(name + " " + BREAKAGES.get(way));
        switch (way) {
            case 0 -> faults.fillDisk(name);
            case 1 -> faults.skew(name, Duration.ofMinutes(random.nextInt(2_000_000) - 1_000_000));
            case 2 -> reissue(name);
            case 3 -> {
                faults.denyFile(name, MORE);
                run(host, "RESTORE HEADERONLY FROM DISK = '" + MORE + "'");
            }
            case 4 -> {
                faults.takePort(name, SoakSession.PORT);
                restartEndpoint(host);
            }
            case 5 -> faults.forgetName(name, other(host).name());
            case 6 -> backUpLog(name);
            case 7 -> faults.loseServiceMasterKey(name);
            default -> {
                run(
                        host,
                        "REVOKE CONNECT ON ENDPOINT::Mirroring TO "
                                + other(host).name() + "_login");
                restartEndpoint(host);
            }
        }
    }

    private void reissue(String name) throws IOException {
        try {
            if (random.nextBoolean()) {
                faults.expireCertificate(name);
            } else {
                faults.postdateCertificate(name);
            }
        } catch (IllegalStateException e) {
            // its private key does not open since the service master key was lost
        }
    }

    private void backUpLog(String name) {
        try {
            faults.backUpLog(name, "Sales");
        } catch (IllegalStateException e) {
            // the host is down, or holds the mirror copy, or its disk is full
        }
    }

    private void mendHosts() throws IOException {
        session.noted("hosts mended");
        for (SoakHost host : session.hosts()) {
            String name = host.name();
            faults.freeDisk(name);
            faults.skew(name, Duration.ZERO);
            faults.restoreCertificate(name);
            faults.allowFile(name, MORE);
            faults.releasePort(name, SoakSession.PORT);
            if (random.nextBoolean()) {
                faults.restoreServiceMasterKey(name); // otherwise by T-SQL, in the end
            }
            for (SoakHost peer : session.hosts()) {
                faults.recallName(name, peer.name());
                if (peer != host) {
                    run(host, grant(peer));
                }
            }
        }
    }

    private static String grant(SoakHost peer) {
        return "GRANT CONNECT ON ENDPOINT::Mirroring TO " + peer.name() + "_login";
    }

    private void pauseOrResume() {
        run(partner(), SoakSession.set(random.nextInt(3) == 0 ? "PARTNER SUSPEND" : "PARTNER RESUME"));
    }

    private void settings() {
        run(
                partner(),
                SoakSession.set(List.of("PARTNER SAFETY FULL", "PARTNER SAFETY OFF", "PARTNER TIMEOUT 10")
                        .get(random.nextInt(3))));
        run(partner(), "BACKUP LOG Sales TO DISK = '" + MORE + "' WITH INIT");
    }

    private void witness() {
        run(
                partner(),
                random.nextInt(4) == 0
                        ? SoakSession.set("WITNESS OFF")
                        : SoakSession.set("WITNESS = " + SoakSession.url(session.w())));
    }

    private void definitions() {
        SoakHost host = partner();
        String name = "T" + ++made;
        run(host, "CREATE TABLE Sales.dbo." + name + " (Id int NOT NULL)");
        run(host, "CREATE LOGIN " + name + " WITH PASSWORD = '1_Strong_Password!'");
        run(host, "USE Sales; CREATE USER " + name + " FOR LOGIN " + name + "; USE master");
        run(host, "USE master; DROP LOGIN " + name);
        run(host, "DROP TABLE Sales.dbo." + name);
        run(host, "CREATE DATABASE Extra" + name + "; DROP DATABASE Extra" + name);
        run(host, "CREATE CERTIFICATE " + name + " WITH SUBJECT = '" + name + "'; DROP CERTIFICATE " + name);
        restartEndpoint(any());
    }

    private void restartEndpoint(SoakHost host) {
        run(host, "ALTER ENDPOINT Mirroring STATE = STOPPED");
        run(host, "ALTER ENDPOINT Mirroring STATE = STARTED");
    }

    private void force() {
        session.ledger().forced(); // before: from the statement on, what it allows may be seen
        run(partner(), SoakSession.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));
    }
}
