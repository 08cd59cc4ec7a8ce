package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.LabSettings;
import mirrorsh.run.RunOutcome.End;
import mirrorsh.run.RunRequest;

/**
 * A runbook that is to be killed, and what has to be there before.
 *
 * @param before lines that make it so: runbooks with parameters, {@code HOST: statement}, or what befalls the hosts
 * @param line the runbook that is killed, with its parameters
 * @param kept beginnings of the titles of those of its steps that nothing takes back
 * @param release which SQL Server its hosts are at first; empty for the usual one
 */
record Chain(List<String> before, String line, List<String> kept, String release) {
    /** HOST_B no longer hears of HOST_A. */
    static final String LOSE = "lose HOST_A";

    /** HOST_A is heard of again. */
    static final String BACK = "HOST_A is back";

    private static final String STATE =
            "SELECT mirroring_state_desc FROM sys.database_mirroring WHERE database_id = DB_ID('AdventureWorks')";

    private static final Pattern UPGRADE = Pattern.compile("Upgrade (?:the witness )?(HOST_\\w) to version 16");

    private static final String CONTAINER = "https://account.blob.core.windows.net/backups/today";

    private static final String PASSWORD = "'1Sample_Strong_Password!@#'";

    static final List<Chain> ALL = List.of(
            of("set-up-mirroring certificates=connection"),
            of("set-up-mirroring certificates=files safety=FULL"),
            of("set-up-with-witness"),
            of("set-up-with-witness certificates=files"),
            of("prepare-mirror-database", "HOST_A: CREATE MASTER KEY ENCRYPTION BY PASSWORD = " + PASSWORD),
            of("set-up-mirroring backupFolder=" + CONTAINER),
            of("prepare-mirror-database backupFolder=" + CONTAINER + " databases=AdventureWorks,Sales"),
            of("add-database databases=Sales,Stock", "HOST_A: CREATE DATABASE Stock", "set-up-mirroring"),
            of("planned-failover safety=OFF", "set-up-mirroring"),
            of("planned-failover trustworthy=on", "set-up-with-witness"),
            of("fail-back witness=HOST_W", "set-up-with-witness", "planned-failover"),
            of("change-operating-mode mode=high-safety", "set-up-mirroring"),
            of("change-operating-mode mode=high-performance", "set-up-with-witness"),
            of(
                    "change-operating-mode mode=automatic-failover",
                    "set-up-with-witness",
                    "change-operating-mode mode=high-performance"),
            of("rolling-upgrade version=16", "set-up-mirroring safety=FULL")
                    .from("2019")
                    .keeping("Upgrade"),
            of("rolling-upgrade version=16 witness=HOST_W", "set-up-with-witness")
                    .from("2019")
                    .keeping("Upgrade"),
            of(
                    "move-logins logins=one,two",
                    "HOST_A: CREATE LOGIN one WITH PASSWORD = " + PASSWORD,
                    "HOST_A: CREATE LOGIN two WITH PASSWORD = " + PASSWORD + ", CHECK_POLICY = OFF",
                    "HOST_A: CREATE USER one FOR LOGIN one",
                    "set-up-mirroring"),
            of("forced-service", "set-up-mirroring", LOSE).keeping("Force service"),
            of("forced-service afterwards=resume", "set-up-mirroring", LOSE, "forced-service", BACK)
                    .keeping("Resume"),
            of("forced-service afterwards=separate", "set-up-mirroring", LOSE, "forced-service", BACK)
                    .keeping("End mirroring", "Bring"),
            of("rotate-certificates", "set-up-mirroring").keeping("Drop the certificate"),
            of("rotate-certificates host=HOST_W peers=HOST_A,HOST_B partner=none", "set-up-with-witness")
                    .keeping("Drop the certificate"),
            of("remove-mirroring copy=drop tidy=yes", "set-up-mirroring").keeping("End mirroring", "Drop"),
            of("remove-mirroring copy=recover tidy=yes witness=HOST_W", "set-up-with-witness")
                    .keeping("End mirroring", "Bring", "Drop"),
            of(
                            "repair-leftovers copy=drop",
                            "set-up-mirroring",
                            "HOST_A: REVOKE CONNECT ON ENDPOINT::Endpoint_Mirroring FROM HOST_B_login",
                            "HOST_B: DENY CONNECT ON ENDPOINT::Endpoint_Mirroring TO HOST_A_login",
                            LOSE,
                            "HOST_A: ALTER DATABASE AdventureWorks SET PARTNER OFF",
                            "HOST_B: ALTER ENDPOINT Endpoint_Mirroring STATE = STOPPED",
                            BACK)
                    .keeping("End", "Drop"),
            of("move-to-availability-group", "set-up-with-witness").keeping("End mirroring"),
            of("verify", "set-up-mirroring"));

    private static Chain of(String line, String... before) {
        return new Chain(List.of(before), line, List.of(), "");
    }

    private Chain keeping(String... titles) {
        return new Chain(before, line, List.of(titles), release);
    }

    private Chain from(String year) {
        return new Chain(before, line, kept, year);
    }

    /** The partners may have availability groups, to which one of the runbooks moves. */
    static LabSettings withGroups(LabSettings settings) {
        return settings.withHosts(List.of(
                LabSettings.Host.named("HOST_A").withSample().withGroups(),
                LabSettings.Host.named("HOST_B").withGroups(),
                LabSettings.Host.named("HOST_W")));
    }

    /** The lab that it wants. */
    LabSettings lab(LabSettings settings) {
        return withGroups(settings).running(release, "");
    }

    /** Makes on a new lab what has to be there before. */
    void prepare(LabExtension lab, Workbench bench) throws Exception {
        lab.run("HOST_A", "CREATE DATABASE Sales");
        for (String line : before) {
            if (line.equals(LOSE)) {
                lab.lab().network().sever("HOST_A", "HOST_B");
                assertThat(lab.await("HOST_B", STATE, "DISCONNECTED")).isEqualTo("DISCONNECTED");
            } else if (line.equals(BACK)) {
                lab.lab().network().join("HOST_A", "HOST_B");
                if (bench.session("HOST_B", "AdventureWorks").isPrincipal()) {
                    assertThat(lab.await("HOST_B", STATE, "SUSPENDED")).isEqualTo("SUSPENDED");
                }
            } else if (line.matches("HOST_\\w: .*")) {
                String place =
                        line.contains("CREATE USER") || line.contains("MASTER KEY") ? "AdventureWorks" : "master";
                lab.run(line.substring(0, 6), "USE " + place + "; " + line.substring(8) + "; USE master");
            } else {
                assertThat(bench.run(request(bench, line)).end()).as(line).isEqualTo(End.COMPLETED);
            }
        }
    }

    private static RunRequest request(Workbench bench, String line) {
        String[] words = line.split(" ", -1);
        return bench.request(words[0], Arrays.copyOfRange(words, 1, words.length));
    }

    /** The runbook with its parameters. */
    RunRequest request(Workbench bench) {
        return request(bench, line);
    }

    /** Who says yes to everything, and does what is to be done by hand. */
    Willing person(LabExtension lab) {
        Willing person = new Willing();
        person.hands = what -> byHand(lab, what);
        return person;
    }

    /** Does what an operator is told to do by hand. */
    static void byHand(LabExtension lab, String what) {
        Matcher upgrade = UPGRADE.matcher(what);
        if (upgrade.find()) {
            try {
                lab.lab().upgrade(upgrade.group(1), "2022");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The name of its runbook. */
    String runbook() {
        return line.split(" ", 2)[0];
    }

    /** Whether it takes as long as to set everything up. */
    boolean isLong() {
        return runbook().startsWith("set-up") || runbook().equals("add-database") || before.size() > 4;
    }

    /** Whether its hosts may come to do by themselves what a step is about to do: a half of a session ends when the other one denies it. */
    boolean mendsItself() {
        return before.contains(BACK);
    }

    /** Whether it only looks. */
    boolean isLook() {
        return runbook().equals("verify");
    }

    /** What of it was said to stay, by its own name. */
    List<String> kept(List<String> left) {
        return left.stream()
                .filter(told -> kept.stream().anyMatch(title -> told.contains("Take back: " + title)))
                .toList();
    }

    @Override
    public String toString() {
        return String.join(" > ", before) + (before.isEmpty() ? "" : " > ") + line;
    }
}
