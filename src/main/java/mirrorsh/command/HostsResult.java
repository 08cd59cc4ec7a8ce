package mirrorsh.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.model.Database;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Instance;
import mirrorsh.model.Observation;
import mirrorsh.model.Participant;

/** Hosts at a glance, one line each. */
record HostsResult(List<HostState> hosts, String current) implements Result {
    private static final Map<Integer, String> RELEASES =
            Map.of(11, "2012", 12, "2014", 13, "2016", 14, "2017", 15, "2019", 16, "2022", 17, "2025");

    static HostsResult of(Observation observation, List<String> names, String current) {
        return new HostsResult(names.stream().map(observation::of).toList(), current);
    }

    @Override
    public void show(Console console) {
        for (HostState host : hosts) {
            boolean chosen = host.host().equals(current) && hosts.size() > 1;
            console.line((chosen ? console.paint(Tone.STRONG, "* ") : hosts.size() > 1 ? "  " : "") + line(host));
        }
    }

    /** {@code HOST_A  SQL Server 2022 Developer 16.0.4215.2  endpoint :7024  1 of 1 mirrored}. */
    static String line(HostState host) {
        return head(host) + "  " + databases(host);
    }

    /** The same without the databases; a name that says nothing new is left out. */
    static String head(HostState host) {
        Instance instance = host.instance();
        String release = RELEASES.getOrDefault(instance.majorVersion(), "");
        String edition = instance.edition().replaceFirst(" Edition.*", "");
        String product = ("SQL Server " + release + " " + edition).replaceAll(" +", " ") + " " + instance.version();
        String server = instance.serverName().equalsIgnoreCase(host.host()) ? "" : " (" + instance.serverName() + ")";
        String platform = instance.isOnLinux() ? " on Linux (no mirroring sessions there)" : "";
        return host.host() + "  " + product + server + platform + "  "
                + host.endpoint().map(HostsResult::endpoint).orElse("no endpoint");
    }

    private static String endpoint(Endpoint endpoint) {
        String name = endpoint.name().equals(Participant.DEFAULT_ENDPOINT) ? "" : endpoint.name() + " ";
        return "endpoint " + name + ":" + endpoint.port() + (endpoint.isStarted() ? "" : " " + endpoint.state());
    }

    private static String databases(HostState host) {
        List<Database> own = StatusResult.userDatabases(host);
        long mirrored = own.stream().filter(d -> d.session().isPresent()).count();
        return own.isEmpty() ? "no databases" : mirrored + " of " + own.size() + " mirrored";
    }

    @Override
    public Map<String, ?> json() {
        List<Map<String, ?>> all = new ArrayList<>();
        for (HostState host : hosts) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", host.host());
            one.put("server_name", host.instance().serverName());
            one.put("edition", host.instance().edition());
            one.put("version", host.instance().version());
            one.put("login", host.instance().login());
            one.put("sysadmin", host.instance().sysadmin());
            one.put("endpoint", host.endpoint().map(e -> e.name()).orElse(""));
            one.put("current", host.host().equals(current));
            all.add(one);
        }
        return Map.of("hosts", all);
    }
}
