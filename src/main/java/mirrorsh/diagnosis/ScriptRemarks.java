package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.diagnosis.Lint.Remark;

/** Looks at the statements of one script, each alone and all together. Used once. */
final class ScriptRemarks {
    private static final Pattern DATE =
            Pattern.compile("(START_DATE|EXPIRY_DATE)\\s*=\\s*N?'([^']*)'", Pattern.CASE_INSENSITIVE);
    private static final Pattern PASSWORD = Pattern.compile("PASSWORD\\s*=\\s*N?'([^']*)'", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS =
            Pattern.compile("SET\\s+(PARTNER|WITNESS)\\s*=\\s*N?'([^']*)'", Pattern.CASE_INSENSITIVE);

    private final List<ScriptStatement> all;
    private final List<Remark> found = new ArrayList<>();

    ScriptRemarks(List<ScriptStatement> all) {
        this.all = all;
    }

    Lint lint() {
        all.forEach(this::one);
        logins();
        ownFiles();
        keys();
        endpoints();
        copies();
        order();
        found.sort(Comparator.comparing(Remark::line));
        int matter = (int) all.stream()
                .filter(s -> s.kind().contains(" ") && !s.is("ALTER DATABASE")
                        || s.has("\\bENDPOINT::|SET\\s+(PARTNER|WITNESS)"))
                .count();
        return new Lint(matter, found.stream().distinct().toList());
    }

    private void note(ScriptStatement at, String row, String what, String instead) {
        found.add(new Remark(at.line(), row, what, instead));
    }

    private List<ScriptStatement> of(String kind) {
        return all.stream().filter(statement -> statement.is(kind)).toList();
    }

    /** What a statement alone tells. */
    private void one(ScriptStatement at) {
        Matcher password = PASSWORD.matcher(at.text());
        if (password.find() && !password.group(1).startsWith("$(")) {
            note(
                    at,
                    "",
                    "A password stands in the script.",
                    "$(PASSWORD), given with sqlcmd -v, or a runbook's secret('name')");
        }
        Matcher date = DATE.matcher(at.text());
        while (date.find()) {
            if (!date.group(2).matches("\\d{8}|\\d{4}-\\d\\d-\\d\\dT.*|\\$\\(.*")) {
                note(
                        at,
                        "P11",
                        date.group(1).toUpperCase(Locale.ROOT) + " '" + date.group(2)
                                + "' means another day in another language of the login.",
                        "yyyymmdd: '20270131'");
            }
        }
        switch (at.kind()) {
            case "CREATE CERTIFICATE" -> certificate(at);
            case "BACKUP CERTIFICATE" -> exported(at);
            case "CREATE ENDPOINT", "ALTER ENDPOINT" -> endpoint(at);
            case "ALTER DATABASE" -> partner(at);
            case "GRANT" -> grant(at);
            default -> {
                // nothing more can be said of it alone
            }
        }
    }

    private void certificate(ScriptStatement at) {
        boolean imported = at.has("\\bFROM\\s+(FILE|BINARY)\\b");
        if (imported && at.has("WITH\\s+PRIVATE\\s+KEY")) {
            note(
                    at,
                    "P61",
                    "A private key is brought to another host: whoever has it can pass for its owner.",
                    "a certificate of its own on each host; only the public part travels");
        }
        if (imported && !at.has("\\bAUTHORIZATION\\b") && !at.has("WITH\\s+PRIVATE\\s+KEY")) {
            note(
                    at,
                    "P14",
                    "Certificate " + Typed.name(at.name())
                            + " is imported without AUTHORIZATION: dbo owns it, so the peer comes in as sysadmin.",
                    "CREATE CERTIFICATE " + Typed.name(at.name()) + " AUTHORIZATION [PEER_user] FROM FILE = ...");
        }
        if (!imported && at.has("ENCRYPTION\\s+BY\\s+PASSWORD")) {
            note(
                    at,
                    "P04",
                    "The private key of " + Typed.name(at.name())
                            + " is under a password; an endpoint refuses that (28055).",
                    "leave ENCRYPTION BY PASSWORD out: the database master key protects it");
        }
        if (!imported && !at.has("EXPIRY_DATE")) {
            note(
                    at,
                    "P13",
                    "Certificate " + Typed.name(at.name()) + " expires in a year: EXPIRY_DATE is not given.",
                    "EXPIRY_DATE = 'yyyymmdd', and a date in the calendar");
        }
        if (!imported && !at.has("START_DATE")) {
            note(
                    at,
                    "P11",
                    "Certificate " + Typed.name(at.name()) + " begins now: a host whose clock is behind refuses it.",
                    "START_DATE one day back");
        }
    }

    private void exported(ScriptStatement at) {
        if (at.has("PRIVATE\\s+KEY")) {
            note(
                    at,
                    "P61",
                    "The private key of " + Typed.name(at.name()) + " is written to a file.",
                    "BACKUP CERTIFICATE " + Typed.name(at.name()) + " TO FILE = '...', nothing more");
        }
    }

    private void endpoint(ScriptStatement at) {
        if (at.is("CREATE ENDPOINT") && !at.has("STATE\\s*=\\s*STARTED")) {
            note(at, "P22", "The endpoint is made STOPPED, which is the default.", "STATE = STARTED");
        }
        if (at.has("AUTHENTICATION\\s*=\\s*WINDOWS") || at.is("CREATE ENDPOINT") && !at.has("AUTHENTICATION\\s*=")) {
            note(
                    at,
                    "P23",
                    "The endpoint authenticates by Windows, not by certificate.",
                    "AUTHENTICATION = CERTIFICATE [HOST_cert]");
        }
        if (at.has("\\bRC4\\b")) {
            note(at, "P27", "RC4 is not safe, and no default from 2016 on.", "ENCRYPTION = REQUIRED ALGORITHM AES");
        } else if (at.has("ENCRYPTION\\s*=\\s*DISABLED")) {
            note(
                    at,
                    "P26",
                    "What is mirrored goes over the network in clear text.",
                    "ENCRYPTION = REQUIRED ALGORITHM AES");
        } else if (at.is("CREATE ENDPOINT") && !at.has("ALGORITHM\\s+AES")) {
            note(
                    at,
                    "P27",
                    "The algorithm is left to the version: RC4 up to 2014, AES from 2016.",
                    "ENCRYPTION = REQUIRED ALGORITHM AES");
        }
    }

    private void partner(ScriptStatement at) {
        Matcher address = ADDRESS.matcher(at.text());
        if (!address.find() || address.group(2).contains("$(")) {
            return;
        }
        String url = address.group(2);
        if (Address.parse(url).isEmpty()) {
            note(at, "P28", "'" + url + "' is no address of an endpoint (1449).", "TCP://name:port");
            return;
        }
        Set<String> ports = new LinkedHashSet<>();
        of("CREATE ENDPOINT")
                .forEach(e -> e.find("LISTENER_PORT\\s*=\\s*(\\d+)").ifPresent(ports::add));
        String port = String.valueOf(Address.parse(url).get().port());
        if (port.equals("1433")) {
            note(at, "P30", "Port 1433 is for SQL connections.", "the endpoint's LISTENER_PORT");
        } else if (!ports.isEmpty() && !ports.contains(port)) {
            note(
                    at,
                    "P28",
                    "The address has port " + port + ", the endpoints listen on " + String.join(", ", ports) + ".",
                    "one port in both");
        }
    }

    private void grant(ScriptStatement at) {
        if (!at.has("ON\\s+ENDPOINT\\s*::")) {
            return;
        }
        String to = at.find("\\bTO\\s+NAME").orElse("");
        boolean login = named("CREATE LOGIN", to);
        if (!login && named("CREATE USER", to)) {
            note(
                    at,
                    "P19",
                    "CONNECT is granted to " + Typed.name(to) + ", which is a user; it takes a login.",
                    "GRANT CONNECT ON ENDPOINT::... TO [the login]");
        }
        String endpoint = at.find("ENDPOINT\\s*::\\s*NAME").orElse("");
        List<ScriptStatement> made = of("CREATE ENDPOINT");
        if (!made.isEmpty() && made.stream().noneMatch(e -> Traces.same(e.name(), endpoint))) {
            note(
                    at,
                    "P20",
                    "CONNECT is granted on " + Typed.name(endpoint) + ", but the script makes the endpoint "
                            + Typed.name(made.get(0).name()) + ".",
                    "ON ENDPOINT::" + Typed.name(made.get(0).name()));
        }
    }

    private boolean named(String kind, String name) {
        return of(kind).stream().anyMatch(statement -> Traces.same(statement.name(), name));
    }

    private void logins() {
        for (ScriptStatement login : of("CREATE LOGIN")) {
            boolean granted = all.stream()
                    .anyMatch(s -> s.is("GRANT")
                            && s.has("ENDPOINT\\s*::")
                            && Traces.same(s.find("\\bTO\\s+NAME").orElse(""), login.name())
                            && s.host().equals(login.host()));
            if (!granted && !of("CREATE ENDPOINT").isEmpty()) {
                note(
                        login,
                        "P18",
                        "Login " + Typed.name(login.name()) + " is never granted CONNECT on the endpoint"
                                + (login.host().isEmpty() ? "." : " of " + login.host() + "."),
                        "GRANT CONNECT ON ENDPOINT::"
                                + Typed.name(of("CREATE ENDPOINT").get(0).name()) + " TO "
                                + Typed.name(login.name()));
            }
        }
        for (ScriptStatement user : of("CREATE USER")) {
            if (user.has("WITHOUT\\s+LOGIN")) {
                note(
                        user,
                        "P16",
                        "User " + Typed.name(user.name()) + " is made without a login.",
                        "CREATE USER " + Typed.name(user.name()) + " FOR LOGIN [PEER_login]");
            }
        }
    }

    /** A host that makes a certificate and imports one of the same name imports its own. */
    private void ownFiles() {
        for (ScriptStatement made : of("CREATE CERTIFICATE")) {
            boolean own = made.has("\\bSUBJECT\\b");
            of("CREATE CERTIFICATE").stream()
                    .filter(other -> own
                            && other != made
                            && other.host().equals(made.host())
                            && !made.host().isEmpty()
                            && Traces.same(other.name(), made.name()))
                    .forEach(other -> note(
                            other,
                            "P08",
                            made.host() + " makes " + Typed.name(made.name())
                                    + " itself and imports it, too: the file is to go to the other host.",
                            "import the peer's certificate on " + made.host()));
        }
    }

    /** A certificate wants a master key on its host before it. */
    private void keys() {
        Set<String> seen = new LinkedHashSet<>();
        for (ScriptStatement at : all) {
            if (at.is("CREATE MASTER KEY")) {
                seen.add(at.host());
            }
            boolean own = at.is("CREATE CERTIFICATE") && at.has("\\bSUBJECT\\b");
            if (own && !seen.contains(at.host()) && !at.has("ENCRYPTION\\s+BY\\s+PASSWORD")) {
                note(
                        at,
                        "P01",
                        "No master key is made before certificate " + Typed.name(at.name()) + " (15581).",
                        "IF NOT EXISTS (...) CREATE MASTER KEY ENCRYPTION BY PASSWORD = ... in master");
            }
        }
    }

    private void endpoints() {
        Map<String, ScriptStatement> byAlgorithm = new LinkedHashMap<>();
        for (ScriptStatement at : of("CREATE ENDPOINT")) {
            at.find("ALGORITHM\\s+(AES|RC4)")
                    .map(word -> word.toUpperCase(Locale.ROOT))
                    .ifPresent(word -> byAlgorithm.putIfAbsent(word, at));
        }
        if (byAlgorithm.size() > 1) {
            note(
                    List.copyOf(byAlgorithm.values()).get(1),
                    "P27",
                    "One endpoint takes " + String.join(", the other ", byAlgorithm.keySet()) + ": they never agree.",
                    "ENCRYPTION = REQUIRED ALGORITHM AES on both");
        }
    }

    private void copies() {
        for (ScriptStatement at : all) {
            boolean restore = at.is("RESTORE DATABASE") || at.is("RESTORE LOG");
            if (restore && at.has("\\bSTANDBY\\b")) {
                note(at, "P40", "A copy in standby cannot be a mirror (1464).", "WITH NORECOVERY");
            } else if (restore && !at.has("\\bNORECOVERY\\b")) {
                note(at, "P39", "The copy comes ONLINE; a mirror has to stay RESTORING.", "WITH NORECOVERY");
            }
            if (at.has("SET\\s+RECOVERY\\s+(SIMPLE|BULK_LOGGED)")) {
                note(at, "P43", "Mirroring takes recovery model FULL.", "SET RECOVERY FULL, then a full backup");
            }
        }
        List<ScriptStatement> full = of("RESTORE DATABASE");
        if (!full.isEmpty() && of("RESTORE LOG").isEmpty()) {
            note(
                    full.get(full.size() - 1),
                    "P41",
                    "No log backup is restored: SET PARTNER is refused (1412).",
                    "BACKUP LOG, then RESTORE LOG ... WITH NORECOVERY");
        }
    }

    /** The restored copy's host goes first. */
    private void order() {
        List<ScriptStatement> set = of("ALTER DATABASE").stream()
                .filter(s -> s.has("SET\\s+PARTNER\\s*=\\s*N?'TCP"))
                .toList();
        Set<String> restoring = new LinkedHashSet<>();
        of("RESTORE DATABASE").forEach(s -> restoring.add(s.host()));
        if (set.size() > 1
                && restoring.size() == 1
                && !set.get(0).host().isEmpty()
                && !restoring.contains(set.get(0).host())) {
            note(
                    set.get(0),
                    "P34",
                    "SET PARTNER comes first on " + set.get(0).host() + ", the principal.",
                    "first on " + restoring.iterator().next() + ", then on "
                            + set.get(0).host());
        }
        set.stream()
                .filter(s -> Traces.same(ownName(s), s.host()) && !s.host().isEmpty())
                .forEach(s ->
                        note(s, "P36", s.host() + " is given its own address (1452).", "the other host's address"));
    }

    private static String ownName(ScriptStatement at) {
        Matcher address = ADDRESS.matcher(at.text());
        return address.find()
                ? Address.parse(address.group(2))
                        .map(a -> a.name().split("\\.", 2)[0])
                        .orElse("")
                : "";
    }
}
