package mirrorsh.lab.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import mirrorsh.lab.mirroring.Network;

/** Random faults, role switches and DDL on one session. */
final class Mischief {
    private final SoakSession session;
    private final Network network;
    private final Random random;
    private final boolean mayForce;
    private int made;

    Mischief(SoakSession session, Network network, Random random, boolean mayForce) {
        this.session = session;
        this.network = network;
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

    /** Does one thing. */
    void step() throws IOException {
        switch (random.nextInt(mayForce ? 13 : 12)) {
            case 0 -> any().stop();
            case 1, 2 -> revive();
            case 3 -> breakLink();
            case 4, 5 -> heal();
            case 6, 7 -> partner().run(SoakSession.set("PARTNER FAILOVER"));
            case 8 -> pauseOrResume();
            case 9 -> settings();
            case 10 -> witness();
            case 11 -> definitions();
            default -> force();
        }
    }

    private void revive() throws IOException {
        for (SoakHost host : session.hosts()) {
            host.start();
        }
    }

    private void breakLink() {
        SoakHost from = any();
        SoakHost to = other(from);
        switch (random.nextInt(4)) {
            case 0 -> network.sever(from.name(), to.name());
            case 1 -> network.cut(from.name(), to.name());
            case 2 -> network.hold(from.name(), to.name());
            default -> network.slow(from.name(), to.name(), Duration.ofMillis(random.nextInt(300)));
        }
    }

    void heal() {
        network.join(session.a().name(), session.b().name());
        network.join(session.a().name(), session.w().name());
        network.join(session.b().name(), session.w().name());
    }

    private void pauseOrResume() {
        partner().run(SoakSession.set(random.nextInt(3) == 0 ? "PARTNER SUSPEND" : "PARTNER RESUME"));
    }

    private void settings() {
        partner()
                .run(SoakSession.set(List.of("PARTNER SAFETY FULL", "PARTNER SAFETY OFF", "PARTNER TIMEOUT 10")
                        .get(random.nextInt(3))));
        partner().run("BACKUP LOG Sales TO DISK = 'C:\\more.trn' WITH INIT");
    }

    private void witness() {
        partner()
                .run(
                        random.nextInt(4) == 0
                                ? SoakSession.set("WITNESS OFF")
                                : SoakSession.set("WITNESS = " + SoakSession.url(session.w())));
    }

    private void definitions() {
        SoakHost host = partner();
        String name = "T" + ++made;
        host.run("CREATE TABLE Sales.dbo." + name + " (Id int NOT NULL)");
        host.run("CREATE LOGIN " + name + " WITH PASSWORD = '1_Strong_Password!'");
        host.run("USE Sales; CREATE USER " + name + " FOR LOGIN " + name + "; USE master");
        host.run("USE master; DROP LOGIN " + name);
        host.run("DROP TABLE Sales.dbo." + name);
        host.run("CREATE DATABASE Extra" + name + "; DROP DATABASE Extra" + name);
        SoakHost any = any();
        any.run("ALTER ENDPOINT Mirroring STATE = STOPPED");
        any.run("ALTER ENDPOINT Mirroring STATE = STARTED");
    }

    private void force() {
        session.ledger().forced(); // before: from the statement on, what it allows may be seen
        partner().run(SoakSession.set("PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));
    }
}
