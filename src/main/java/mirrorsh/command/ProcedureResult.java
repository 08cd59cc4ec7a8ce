package mirrorsh.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.model.Certificate;
import mirrorsh.model.Database;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.MasterKey;
import mirrorsh.model.MirroringSession;

/** The stages of the documented procedure, with what is done on hosts. Names do not matter: others may have set them up. */
record ProcedureResult(List<HostState> hosts) implements Result {
    /** Answers whether a step is done on a host. */
    private interface Test {
        boolean isDone(HostState host);
    }

    private record Step(String stage, String title, String command, Test test) {}

    /** Without hosts that have begun, the first two: a third is a witness, if anything. */
    private List<HostState> participants() {
        List<HostState> begun =
                hosts.stream().filter(host -> host.endpoint().isPresent()).toList();
        return begun.size() > 1 ? begun : hosts.subList(0, Math.min(2, hosts.size()));
    }

    private List<Step> steps() {
        return List.of(
                new Step(
                        "1 Outbound connections",
                        "master key that opens by itself",
                        "masterkey create",
                        host -> host.masterKey()
                                .filter(MasterKey::opensByItself)
                                .isPresent()),
                new Step(
                        "1 Outbound connections",
                        "certificate of its own",
                        "cert create",
                        host -> host.certificates().stream()
                                .anyMatch(c ->
                                        c.hasUsablePrivateKey() && !c.name().startsWith("##"))),
                new Step(
                        "1 Outbound connections",
                        "endpoint that uses it",
                        "endpoint create",
                        host -> host.endpoint().filter(Endpoint::isStarted).isPresent()
                                && host.endpointCertificate()
                                        .filter(Certificate::hasUsablePrivateKey)
                                        .isPresent()),
                new Step("2 Inbound connections", "login, user, certificate, grant", "trust HOST_A,HOST_B", host -> {
                    List<HostState> all = participants();
                    return all.size() > 1
                            && all.stream()
                                    .allMatch(peer -> peer == host
                                            || TrustResult.obstacle(host, peer).isEmpty());
                }),
                new Step(
                        "3 Mirror database",
                        "full and log backup, or their restore",
                        "db prepare",
                        ProcedureResult::isPrepared),
                new Step("4 Mirroring partners", "partner set", "partner set", host -> sessions(host) > 0),
                new Step(
                        "4 Mirroring partners",
                        "SYNCHRONIZED",
                        "status",
                        host -> host.databases().stream()
                                .flatMap(database -> database.session().stream())
                                .anyMatch(MirroringSession::isSynchronized)));
    }

    private static boolean isPrepared(HostState host) {
        return StatusResult.userDatabases(host).stream()
                .anyMatch(d -> d.isRestoring()
                        || d.session().isPresent()
                        || d.backups().stream().anyMatch(b -> b.type().equals("L")));
    }

    private static long sessions(HostState host) {
        return host.databases().stream()
                .map(Database::session)
                .filter(Optional::isPresent)
                .count();
    }

    @Override
    public void show(Console console) {
        List<HostState> all = participants();
        String stage = "";
        for (Step step : steps()) {
            if (!step.stage().equals(stage)) {
                stage = step.stage();
                console.line(" " + console.paint(Tone.STRONG, stage));
            }
            StringBuilder line = new StringBuilder("   ");
            for (HostState host : all) {
                boolean done = step.test().isDone(host);
                line.append(host.host()).append(done ? console.paint(Tone.GOOD, " ✓  ") : " ·  ");
            }
            console.line(line + step.title() + "  " + console.paint(Tone.FAINT, "(" + step.command() + ")"));
        }
        console.line(" Next: " + (all.isEmpty() ? "connect NAME SERVER" : new NextStep(hosts).sentence()));
    }

    @Override
    public Map<String, ?> json() {
        List<Map<String, ?>> all = new ArrayList<>();
        for (Step step : steps()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("stage", step.stage());
            one.put("step", step.title());
            one.put("command", step.command());
            Map<String, Boolean> done = new LinkedHashMap<>();
            participants().forEach(host -> done.put(host.host(), step.test().isDone(host)));
            one.put("done", done);
            all.add(one);
        }
        return Map.of("procedure", all);
    }
}
