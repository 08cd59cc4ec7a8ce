package mirrorsh.run;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.effect.DatabaseBuilder;
import mirrorsh.effect.HostStateBuilder;
import mirrorsh.model.MirroringSession;

/** What the statements of the procedure do to states in memory; what it does not know, it refuses. */
final class StatementEffects {
    private static final String NAME = "\\[([^\\]]+)\\]";

    private final Map<String, HostStateBuilder> states;
    private int looksUntilSynchronized = 3;
    private boolean running;

    StatementEffects(Map<String, HostStateBuilder> states) {
        this.states = states;
    }

    /** Time passes by looking: the session is synchronized after some looks. */
    void observed() {
        if (running && --looksUntilSynchronized <= 0) {
            mirrored("SYNCHRONIZED");
        }
    }

    private void mirrored(String state) {
        session("HOST_A", "PRINCIPAL", state, "TCP://HOST_B:7024");
        session("HOST_B", "MIRROR", state, "TCP://HOST_A:7024");
    }

    private void session(String host, String role, String state, String partner) {
        DatabaseBuilder database = states.get(host).database("AdventureWorks");
        MirroringSession old = database.session();
        database.session("G", role, state, partner);
        if (old != null) {
            database.safety(old.safety());
        }
    }

    void apply(String host, String text) {
        if (!trust(states.get(host), host, text) && !database(states.get(host), text) && !session(host, text)) {
            throw FakeHosts.refusal(host, 102, "Incorrect syntax near " + text);
        }
    }

    private static Matcher match(String pattern, String text) {
        return Pattern.compile(pattern.replace("NAME", NAME)).matcher(text);
    }

    private boolean trust(HostStateBuilder state, String host, String text) {
        Matcher m;
        if (text.startsWith("CREATE MASTER KEY")) {
            state.masterKey(true);
        } else if (text.equals("DROP MASTER KEY")) {
            state.noMasterKey();
        } else if ((m = match("CREATE CERTIFICATE NAME WITH SUBJECT.*", text)).matches()) {
            state.ownCertificate(m.group(1), host + " seed");
        } else if ((m = match("CREATE CERTIFICATE NAME AUTHORIZATION NAME FROM .*", text)).matches()) {
            String peer = host.equals("HOST_A") ? "HOST_B" : "HOST_A";
            state.certificate(m.group(1), m.group(2), "NA", peer + " seed");
        } else if ((m = match("DROP CERTIFICATE NAME", text)).matches()) {
            state.withoutCertificate(m.group(1));
        } else if ((m = match("BACKUP CERTIFICATE NAME TO FILE = N'(.*)'", text)).matches()) {
            state.file(m.group(2), true);
        } else if ((m = match("CREATE ENDPOINT NAME .*LISTENER_PORT = (\\d+).*CERTIFICATE NAME.*", text)).matches()) {
            state.endpoint(m.group(1), Integer.parseInt(m.group(2)), m.group(3));
        } else if ((m = match("CREATE LOGIN NAME WITH PASSWORD.*", text)).matches()) {
            state.login(m.group(1));
        } else if ((m = match("CREATE USER NAME FOR LOGIN NAME", text)).matches()) {
            state.user(m.group(1), m.group(2));
        } else if ((m = match("GRANT CONNECT ON ENDPOINT::NAME TO NAME", text)).matches()) {
            state.permission(m.group(2), "CONNECT", "GRANT");
        } else {
            return false;
        }
        return true;
    }

    private static boolean database(HostStateBuilder state, String text) {
        Matcher m;
        if ((m = match("ALTER DATABASE NAME SET RECOVERY FULL", text)).matches()) {
            state.database(m.group(1)).recoveryModel("FULL");
        } else if ((m = match("BACKUP DATABASE NAME TO DISK = N'(.*)' WITH.*", text)).matches()) {
            state.database(m.group(1)).fullBackup(m.group(2), 100, 110);
            state.file(m.group(2), true);
        } else if ((m = match("BACKUP LOG NAME TO DISK = N'(.*)' WITH.*", text)).matches()) {
            state.database(m.group(1)).logBackup(m.group(2), 1, 100, 120);
            state.file(m.group(2), true);
        } else if ((m = match("RESTORE DATABASE NAME .*NORECOVERY.*", text)).matches()) {
            state.database(m.group(1)).restored("D", 100, 110);
        } else if ((m = match("RESTORE LOG NAME .*NORECOVERY.*", text)).matches()) {
            state.database(m.group(1)).restored("L", 100, 120);
        } else {
            return false;
        }
        return true;
    }

    private boolean session(String host, String text) {
        Matcher m;
        if ((m = match("ALTER DATABASE NAME SET PARTNER = N'(.*)'", text)).matches()) {
            if (host.equals("HOST_A")) {
                running = true;
                mirrored("SYNCHRONIZING");
            } else {
                states.get(host).database(m.group(1)).session("G", "", "", m.group(2));
            }
        } else if ((m = match("ALTER DATABASE NAME SET PARTNER SAFETY (FULL|OFF)", text)).matches()) {
            states.get("HOST_A").database(m.group(1)).safety(m.group(2));
            states.get("HOST_B").database(m.group(1)).safety(m.group(2));
        } else {
            return false;
        }
        return true;
    }
}
