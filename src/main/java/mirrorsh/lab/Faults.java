package mirrorsh.lab;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.Fault.Kind;
import mirrorsh.lab.instance.security.CertificateFaults.Reissued;
import mirrorsh.lab.mirroring.Network;
import mirrorsh.lab.type.SqlFailure;

/**
 * What can be broken in a lab, and mended. Each call takes effect before it returns; what mirroring makes of it takes its time.
 * Names are without regard to case; an unknown host, and what cannot be, is an {@link IllegalArgumentException}. Safe to share.
 */
public final class Faults {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration CENTURY = Duration.ofDays(36_525);
    private static final int MOST_PORTS = 65_535;

    private final List<LabInstance> instances;
    private final Network network;
    private final String password;
    private final FaultList active = new FaultList();

    Faults(List<LabInstance> instances, Network network, String password) {
        this.instances = instances;
        this.network = network;
        this.password = password;
    }

    /** What is on, oldest first. What happens once ({@link #backUpLog}) is not listed. */
    public List<Fault> list() {
        return active.all();
    }

    /**
     * Ends every fault that is on.
     *
     * @throws IOException when an instance cannot come up again
     */
    public void clear() throws IOException {
        active.endAll();
    }

    // ---------------------------------------------------------------- instances

    /** The instance's service is stopped in order. Catalog, databases and disk stay. */
    public void stop(String host) {
        goDown(find(host), true);
    }

    /** The instance's process dies. Transactions that are open are lost, committed rows stay. */
    public void kill(String host) {
        goDown(find(host), false);
    }

    private void goDown(LabInstance instance, boolean orderly) {
        if (orderly) {
            instance.stopInOrder();
        } else {
            instance.stop();
        }
        active.begun(new Fault(Kind.STOPPED, instance.name(), orderly ? "stopped" : "killed"), "", instance::start);
    }

    /**
     * Brings an instance up again that was stopped or killed, at its old address.
     *
     * @throws IOException when the address is taken meanwhile
     */
    public void start(String host) throws IOException {
        active.end(Kind.STOPPED, find(host).name(), "");
    }

    // ---------------------------------------------------------------- network

    /** One host can no longer open connections to another, and those that it opened break; the other way is left alone. */
    public void cut(String from, String to) {
        link(Kind.CUT, from, to, find(to).name(), network::cut, network::uncut);
    }

    /** Everything that one host sends to another takes so much longer. */
    public void slow(String from, String to, Duration delay) {
        require(
                !delay.isNegative() && !delay.isZero() && delay.compareTo(HOUR) <= 0,
                "A link is late by 1 ms to an hour.");
        String detail = delay.toMillis() + " ms to " + find(to).name();
        Way begin = (one, other) -> network.slow(one, other, delay);
        link(Kind.SLOW, from, to, detail, begin, (one, other) -> network.slow(one, other, Duration.ZERO));
    }

    /** Nothing that one host sends to another arrives until it is mended; connections stay up, so only time-outs tell. */
    public void stall(String from, String to) {
        link(Kind.STALLED, from, to, find(to).name(), network::hold, network::release);
    }

    /** Something done to the way from one host to another. */
    private interface Way {
        void on(String from, String to);
    }

    private void link(Kind kind, String from, String to, String detail, Way begin, Way end) {
        String sender = find(from).name();
        String receiver = find(to).name();
        require(!sender.equals(receiver), "A host has no link to itself.");
        begin.on(sender, receiver);
        active.begun(new Fault(kind, sender, detail), receiver, () -> end.on(sender, receiver));
    }

    /** Ends {@link #cut}, {@link #slow} and {@link #stall} from one host to another. */
    public void mend(String from, String to) throws IOException {
        String sender = find(from).name();
        String receiver = find(to).name();
        for (Kind kind : List.of(Kind.CUT, Kind.SLOW, Kind.STALLED)) {
            active.end(kind, sender, receiver);
        }
    }

    /** A host no longer finds another by any name; its address still works. */
    public void forgetName(String onHost, String name) {
        String host = find(onHost).name();
        int dot = name.indexOf('.');
        find(dot < 0 ? name : name.substring(0, dot)); // HOST and HOST.any.domain are names of HOST
        network.forgetName(host, name);
        active.begun(new Fault(Kind.NAME_UNKNOWN, host, name), name(name), () -> network.recallName(host, name));
    }

    /** Ends {@link #forgetName}. */
    public void recallName(String onHost, String name) throws IOException {
        active.end(Kind.NAME_UNKNOWN, find(onHost).name(), name(name));
    }

    private static String name(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    /** Another process takes a port: an endpoint that listens there goes on until it is restarted. */
    public void takePort(String host, int port) {
        String name = find(host).name();
        require(port >= 1 && port <= MOST_PORTS, "Ports go from 1 to 65535.");
        network.occupy(name, port);
        String number = Integer.toString(port);
        active.begun(new Fault(Kind.PORT_TAKEN, name, number), number, () -> network.vacate(name, port));
    }

    /** Ends {@link #takePort}; an endpoint that could not listen has to be started anew. */
    public void releasePort(String host, int port) throws IOException {
        active.end(Kind.PORT_TAKEN, find(host).name(), Integer.toString(port));
    }

    // ---------------------------------------------------------------- disk and clock

    /** Every write to the disk fails with operating system error 112; what is there stays readable. */
    public void fillDisk(String host) {
        LabInstance instance = find(host);
        instance.machine().disk().full(true);
        active.begun(
                new Fault(Kind.FULL_DISK, instance.name(), ""),
                "",
                () -> instance.machine().disk().full(false));
    }

    /** Ends {@link #fillDisk}. */
    public void freeDisk(String host) throws IOException {
        active.end(Kind.FULL_DISK, find(host).name(), "");
    }

    /**
     * The instance's service account may not read a file, which need not be there.
     *
     * @throws NoSuchFileException when the host can have no such path
     */
    public void denyFile(String host, String path) throws NoSuchFileException {
        LabInstance instance = find(host);
        instance.machine().disk().readable(path, false);
        active.begun(
                new Fault(Kind.UNREADABLE_FILE, instance.name(), path),
                name(path),
                () -> instance.machine().disk().readable(path, true));
    }

    /** Ends {@link #denyFile}. */
    public void allowFile(String host, String path) throws IOException {
        active.end(Kind.UNREADABLE_FILE, find(host).name(), name(path));
    }

    /** Sets a host's clock ahead of the right time, or behind it; zero sets it right. */
    public void skew(String host, Duration ahead) throws IOException {
        LabInstance instance = find(host);
        if (ahead.isZero()) {
            active.end(Kind.SKEWED_CLOCK, instance.name(), "");
            return;
        }
        require(ahead.abs().compareTo(CENTURY) <= 0, "A clock is wrong by a century at most.");
        instance.clock().skew(ahead);
        Fault fault = new Fault(Kind.SKEWED_CLOCK, instance.name(), ahead.toSeconds() + " s");
        active.begun(fault, "", () -> instance.clock().skew(Duration.ZERO));
    }

    // ---------------------------------------------------------------- certificates and keys

    /**
     * Time passes for the certificate of a host's endpoint: it has expired an hour ago, on that host and wherever it was imported.
     * Links that are up stay up.
     *
     * @throws IllegalStateException when the endpoint has no certificate whose private key opens
     */
    public void expireCertificate(String host) throws IOException {
        reissue(host, "expired", now -> now.minus(YEAR), now -> now.minus(HOUR));
    }

    /**
     * The certificate of a host's endpoint begins to be valid in a year only, on that host and wherever it was imported.
     *
     * @throws IllegalStateException when the endpoint has no certificate whose private key opens
     */
    public void postdateCertificate(String host) throws IOException {
        reissue(
                host,
                "not yet valid",
                now -> now.plus(YEAR),
                now -> now.plus(YEAR).plus(YEAR));
    }

    /** Ends {@link #expireCertificate} and {@link #postdateCertificate}. */
    public void restoreCertificate(String host) throws IOException {
        active.end(Kind.CERTIFICATE_PERIOD, find(host).name(), "");
    }

    private interface Moment {
        Instant of(Instant now);
    }

    private void reissue(String host, String how, Moment from, Moment to) throws IOException {
        LabInstance instance = find(host);
        restoreCertificate(host);
        Instant now = instance.clock().instant();
        Optional<Reissued> found = instance.security().certificateFaults().reissued(from.of(now), to.of(now));
        Reissued certificate = found.orElseThrow(() ->
                new IllegalStateException("The endpoint of " + host + " has no certificate whose private key opens."));
        instances.forEach(each ->
                each.security().certificateFaults().replaceCertificate(certificate.before(), certificate.after()));
        active.begun(
                new Fault(Kind.CERTIFICATE_PERIOD, instance.name(), how),
                "",
                () -> instances.forEach(each -> each.security()
                        .certificateFaults()
                        .replaceCertificate(certificate.after(), certificate.before())));
    }

    /**
     * The service master key is another one from now on, as after a move to another machine. T-SQL mends it too: OPEN MASTER KEY and
     * ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY; the fault stays listed then until it is ended.
     */
    public void loseServiceMasterKey(String host) {
        LabInstance instance = find(host);
        instance.security().loseServiceMasterKey();
        active.begun(
                new Fault(Kind.SERVICE_KEY_LOST, instance.name(), ""),
                "",
                () -> instance.security().restoreServiceMasterKey());
    }

    /** Ends {@link #loseServiceMasterKey}, as a restore from a backup of the old key does. */
    public void restoreServiceMasterKey(String host) throws IOException {
        active.end(Kind.SERVICE_KEY_LOST, find(host).name(), "");
    }

    // ---------------------------------------------------------------- builds

    /**
     * An instance runs a newer build that lacks a patch: every mirroring session that it is a partner of breaks 5 to 10 seconds after
     * it began, and is removed on both sides (errors.md §9 P48).
     */
    public void halfPatch(String host) {
        LabInstance instance = find(host);
        instance.patches().halfway(true);
        active.begun(
                new Fault(Kind.UNPATCHED_BUILD, instance.name(), ""),
                "",
                () -> instance.patches().halfway(false));
    }

    /** Ends {@link #halfPatch}: the builds are alike again. */
    public void patch(String host) throws IOException {
        active.end(Kind.UNPATCHED_BUILD, find(host).name(), "");
    }

    // ---------------------------------------------------------------- jobs

    /**
     * A job that knows nothing of mirroring takes a log backup now, into a new file of the default backup folder.
     *
     * @throws IllegalStateException when the instance is down or refuses
     */
    public void backUpLog(String host, String database) {
        LabInstance instance = find(host);
        if (!instance.isUp()) {
            throw new IllegalStateException(instance.name() + " is down.");
        }
        String file = database + "_log_" + instance.clock().instant().toEpochMilli() + ".trn";
        String batch = "BACKUP LOG [" + database.replace("]", "]]") + "] TO DISK = N'" + file.replace("'", "''") + "'";
        try {
            new ScriptRunner(instance.instance(), password).run(batch);
        } catch (SqlFailure e) {
            throw new IllegalStateException(
                    instance.name() + " refuses the log backup: "
                            + e.messages().get(0).text(),
                    e);
        }
    }

    private static void require(boolean possible, String rule) {
        if (!possible) {
            throw new IllegalArgumentException(rule);
        }
    }

    private LabInstance find(String host) {
        LabInstance found = instances.stream()
                .filter(instance -> instance.name().equalsIgnoreCase(host))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The lab has no host " + host + "."));
        found.furnish(); // a fault meets a host that has all it should have
        return found;
    }
}
