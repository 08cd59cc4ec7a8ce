package mirrorsh.diagnosis;

import java.util.List;
import java.util.Locale;
import mirrorsh.model.Certificate;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.User;

/** What one host has of another: certificates by thumbprint, or anything by name. */
record Traces(HostState on, HostState of) {
    /** Somebody has begun to let the other in. */
    boolean isBegun() {
        return on.certificates().stream().anyMatch(certificate -> certificate.isPublicOnly() && isOfOther(certificate))
                || on.users().stream().anyMatch(user -> mentions(user.name()));
    }

    private boolean isOfOther(Certificate certificate) {
        return of.certificate(certificate.thumbprint())
                        .filter(original -> !original.isPublicOnly())
                        .isPresent()
                || mentions(certificate.name());
    }

    /** The other's name stands in it as a word: HOST_A in HOST_A_cert. */
    boolean mentions(String text) {
        return mentions(of, text);
    }

    static boolean mentions(HostState host, String text) {
        return isWordIn(host.host(), text)
                || isWordIn(host.instance().machine(), text)
                || isWordIn(host.instance().serverName().replace('\\', '_'), text);
    }

    /** No letter or digit stands before or behind it. */
    private static boolean isWordIn(String name, String text) {
        int last = text.length() - name.length();
        for (int at = 0; !name.isEmpty() && at <= last; at++) {
            if (text.regionMatches(true, at, name, 0, name.length())
                    && (at == 0 || !isOfAWord(text.charAt(at - 1)))
                    && (at == last || !isOfAWord(text.charAt(at + name.length())))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfAWord(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** A mirroring endpoint, or a certificate that one is to be made with. */
    static boolean isBegunOn(HostState host) {
        return host.endpoint().isPresent()
                || host.certificates().stream()
                        .anyMatch(own -> !own.isPublicOnly()
                                && (mentions(host, own.name())
                                        || lower(own.name() + own.subject()).contains("mirror")));
    }

    /** Logins of the accepting host that may connect to its endpoint by a permission of their own. */
    static List<Login> granted(HostState host) {
        int endpoint = host.endpoint().map(Endpoint::id).orElse(-1);
        return host.logins().stream()
                .filter(login -> login.type().equals("S") && !login.sysadmin())
                .filter(login -> host.permissions().stream()
                        .anyMatch(row -> row.endpointId() == endpoint
                                && row.granteeId() == login.id()
                                && row.state().startsWith("GRANT")))
                .toList();
    }

    static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    /** A user that stands for nobody: the owner of the database, a guest. */
    static boolean isEverybody(User user) {
        return user.name().equals("dbo") || user.name().equals("guest");
    }
}
