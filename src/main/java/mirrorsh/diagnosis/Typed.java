package mirrorsh.diagnosis;

import java.util.List;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;

/** Commands as they are typed in the shell; options that have their default are left out. */
final class Typed {
    private Typed() {}

    static String word(String text) {
        return text.matches("[A-Za-z0-9_.:$/\\\\-]+") ? text : "\"" + text + "\"";
    }

    static String on(String command, String host) {
        return command + " --on " + word(host);
    }

    /** Option with a value unless that is what it is anyway. */
    static String option(String name, String value, String otherwise) {
        return value.equals(otherwise) ? "" : " --" + name + " " + word(value);
    }

    static String masterKey(String host) {
        return on("masterkey create", host);
    }

    static String certificate(String host, String name) {
        return on("cert create" + (name.equals(host + "_cert") ? "" : " " + word(name)), host);
    }

    static String login(String host, String peer, String login) {
        return on("login create " + word(peer) + option("name", login, peer + "_login"), host);
    }

    static String user(String host, String peer, String user, String login) {
        return on(
                "user create " + word(peer) + option("name", user, peer + "_user")
                        + option("login", login, peer + "_login"),
                host);
    }

    static String importing(String host, String peer, String certificate, String user) {
        return on(
                "cert import " + word(peer) + option("name", certificate, peer + "_cert")
                        + option("user", user, peer + "_user"),
                host);
    }

    static String grant(String host, String peer, String login) {
        return on("grant " + word(peer) + option("login", login, peer + "_login"), host);
    }

    static String partner(String host, String peer, String database) {
        return on("partner set " + word(peer), host) + " --database " + word(database);
    }

    static String partnerOff(String host, String database) {
        return on("partner off " + word(database), host);
    }

    static String prepare(String database, String from, String to) {
        return "db prepare " + word(database) + " --from " + word(from) + " --on " + word(to);
    }

    static String prepareLogs(String database, String from, String to) {
        return prepare(database, from, to) + " --logs-only";
    }

    static String connect(String host) {
        return "connect " + word(host) + " SERVER --user A_SYSADMIN";
    }

    /** {@code [name]}, as the server writes names. */
    static String name(String text) {
        return "[" + text + "]";
    }

    static String names(List<String> texts) {
        return String.join(", ", texts.stream().map(Typed::name).toList());
    }

    /** {@code HOST_B's endpoint [Mirroring]}. */
    static String endpoint(HostState state) {
        return state.host() + "'s endpoint"
                + state.endpoint().map(Endpoint::name).map(n -> " " + name(n)).orElse("");
    }
}
