package mirrorsh.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.Instance;
import mirrorsh.model.Observation;

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

    /** {@code HOST_A  SQL Server 2022 Developer 16.0.4215.2 (SQL1)  endpoint Endpoint_Mirroring :7024  1 database}. */
    static String line(HostState host) {
        String endpoint = host.endpoint()
                .map(e -> "endpoint " + e.name() + " :" + e.port() + (e.isStarted() ? "" : " " + e.state()))
                .orElse("no endpoint");
        return host.host() + "  " + product(host.instance()) + "  " + endpoint + "  " + databases(host);
    }

    static String product(Instance instance) {
        String release = RELEASES.getOrDefault(instance.majorVersion(), "");
        String edition = instance.edition().replaceFirst(" Edition.*", "");
        return ("SQL Server " + release + " " + edition).replaceAll(" +", " ") + " " + instance.version() + " ("
                + instance.serverName() + ")";
    }

    private static String databases(HostState host) {
        List<Database> own = StatusResult.userDatabases(host);
        long mirrored = own.stream().filter(d -> d.session().isPresent()).count();
        String count = own.size() == 1 ? "1 database" : own.size() + " databases";
        return own.isEmpty() ? "no databases" : count + ", " + (mirrored == 0 ? "none" : mirrored) + " mirrored";
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
