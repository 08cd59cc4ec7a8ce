package mirrorsh.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The names and summaries of all commands, known without building the command model. A test compares the two. */
public final class CommandIndex {
    /**
     * A command.
     *
     * @param name one word, or two where a group has subcommands: {@code cert import}
     */
    public record Entry(String group, String name, String summary) {}

    private static final List<Entry> ENTRIES = List.of(
            new Entry("hosts", "connect", "Connect to an instance and give it a name"),
            new Entry("hosts", "disconnect", "Close the connection to a host"),
            new Entry("hosts", "hosts", "List the hosts"),
            new Entry("hosts", "hosts save", "Save how the connected hosts are reached, without passwords"),
            new Entry("hosts", "hosts load", "Take the hosts of a file; each is connected when it is needed"),
            new Entry("hosts", "hosts forget", "Trust a server's TLS certificate no longer"),
            new Entry("hosts", "use", "Choose the host that commands act on"),
            new Entry("hosts", "sql", "Run T-SQL text or a file on hosts"),
            new Entry("trust", "masterkey create", "Create the database master key of master"),
            new Entry("trust", "masterkey show", "Show the database master key of hosts"),
            new Entry("trust", "cert create", "Create a host's own certificate"),
            new Entry("trust", "cert list", "List the certificates of hosts"),
            new Entry("trust", "cert export", "Write a public certificate to a file on its host"),
            new Entry("trust", "cert copy", "Copy a host's public certificate over the connections"),
            new Entry("trust", "cert import", "Import another host's public certificate"),
            new Entry("trust", "cert rotate", "Renew a host's certificate: peers first, then its endpoint"),
            new Entry("trust", "cert drop", "Drop a certificate that nothing uses"),
            new Entry("trust", "endpoint create", "Create and start the database mirroring endpoint"),
            new Entry("trust", "endpoint show", "Show the database mirroring endpoint of hosts"),
            new Entry("trust", "endpoint start", "Start the database mirroring endpoint"),
            new Entry("trust", "endpoint stop", "Stop the database mirroring endpoint"),
            new Entry(
                    "trust", "endpoint alter", "Change port, address, certificate, encryption or role of the endpoint"),
            new Entry("trust", "endpoint drop", "Drop the database mirroring endpoint that nobody needs"),
            new Entry("trust", "login create", "Create the login that stands for another host"),
            new Entry("trust", "user create", "Create the user that owns another host's certificate"),
            new Entry("trust", "grant", "Let another host's login connect to the endpoint"),
            new Entry("trust", "revoke", "Let another host's login no longer connect to the endpoint"),
            new Entry("trust", "trust", "Show which host trusts which, or make hosts trust each other"),
            new Entry("databases", "db list", "List the databases of hosts"),
            new Entry("databases", "db prepare", "Prepare a restoring copy of a database for mirroring"),
            new Entry("databases", "db drop", "Drop a copy of a database that is not mirrored"),
            new Entry("databases", "partner set", "Set a host's partner for a database"),
            new Entry("databases", "partner off", "End mirroring of a database"),
            new Entry("databases", "partner failover", "Let the mirror become the principal"),
            new Entry("databases", "partner force", "Let the mirror serve though the principal is lost, losing data"),
            new Entry("databases", "partner suspend", "Suspend mirroring of a database"),
            new Entry("databases", "partner resume", "Resume a suspended session"),
            new Entry("databases", "partner timeout", "Set after how many seconds a partner is taken for lost"),
            new Entry("databases", "safety full", "Set transaction safety FULL"),
            new Entry("databases", "safety off", "Set transaction safety OFF"),
            new Entry("databases", "witness set", "Set the witness of a session, for automatic failover"),
            new Entry("databases", "witness off", "Remove the witness of a session"),
            new Entry("databases", "logins sync", "Copy SQL logins to the other partner, with SID and password"),
            new Entry("databases", "monitor add", "Let the server's monitor write down how mirroring fares"),
            new Entry("databases", "monitor drop", "Remove the server's monitor"),
            new Entry("databases", "monitor results", "Show what the server's monitor wrote down"),
            new Entry("insight", "status", "Show databases with role, state and operating mode"),
            new Entry("insight", "watch", "Watch mirrored databases and what changes of them"),
            new Entry("insight", "topology", "Draw the hosts of mirroring and the links between them"),
            new Entry("insight", "diagnose", "Name what is wrong with the hosts and what mends it"),
            new Entry("insight", "explain", "Explain an error number of the server"),
            new Entry("insight", "errorlog", "Show what the error logs of hosts say of mirroring"),
            new Entry("insight", "quorum", "Say what happens if a host or a link is lost now"),
            new Entry("insight", "expiry", "Show when the certificates of mirroring expire"),
            new Entry("insight", "lint", "Say what a T-SQL script for such a set-up forgets"),
            new Entry("runbooks", "run", "Run a runbook step by step"),
            new Entry("runbooks", "plan", "Show what a runbook would do now"),
            new Entry("runbooks", "script", "Write the T-SQL of what a runbook would do now"),
            new Entry("runbooks", "resume", "Carry on a run that did not come to its end"),
            new Entry("runbooks", "undo", "Take back what a run made"),
            new Entry("runbooks", "runbook list", "List the runbooks"),
            new Entry("runbooks", "runbook show", "Show a runbook's parameters and steps"),
            new Entry("runbooks", "runbook check", "Check that runbooks can be read"),
            new Entry("runbooks", "runbook approve", "Approve a runbook from outside the product"),
            new Entry("runbooks", "runbook history", "Show the runs and their steps"),
            new Entry("lab", "lab serve", "Keep the lab running for other programs"),
            new Entry("lab", "lab status", "Show the lab's hosts"),
            new Entry("lab", "lab copy", "Copy a file between the lab's disks"),
            new Entry("lab", "lab fault", "Break something in the lab, or mend it"),
            new Entry("shell", "help", "Show the commands, or one of them"),
            new Entry("shell", "history", "Show what was typed before"),
            new Entry("shell", "record", "Keep a transcript in a file, for the change ticket"),
            new Entry("shell", "set", "Show or change the settings of the shell"),
            new Entry("shell", "clear", "Clear the screen"),
            new Entry("shell", "exit", "Leave the shell"));

    private CommandIndex() {}

    public static List<Entry> entries() {
        return ENTRIES;
    }

    /** The first words, each once. */
    public static List<String> heads() {
        return ENTRIES.stream().map(entry -> head(entry.name())).distinct().toList();
    }

    /** The second words below a first word; empty when it is a command itself. */
    public static List<String> below(String head) {
        return ENTRIES.stream()
                .map(Entry::name)
                .filter(name -> name.startsWith(head + " "))
                .map(name -> name.substring(head.length() + 1))
                .toList();
    }

    /** The name out of some that a mistyped word most likely means. */
    public static Optional<String> meant(String typed, List<String> names) {
        return names.stream()
                .filter(name -> distance(typed, name) <= Math.max(1, name.length() / 3))
                .min((a, b) -> Integer.compare(distance(typed, a), distance(typed, b)))
                .or(() -> names.stream()
                        .filter(name -> typed.length() > 1 && name.startsWith(typed))
                        .findFirst());
    }

    /** The groups in order. */
    static Stream<String> groups() {
        return ENTRIES.stream().map(Entry::group).distinct();
    }

    private static String head(String name) {
        int blank = name.indexOf(' ');
        return blank < 0 ? name : name.substring(0, blank);
    }

    /** Levenshtein's distance, with neighbors swapped counted once. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, cost, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] cost, int i, int j) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + same);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
