package mirrorsh.effect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;

/** What can be said of things that were not seen: rows are hidden from whoever is not sysadmin (tsql.md §6.2). */
final class Sight {
    private Sight() {}

    /** The verdict on something that was not seen and may be made. */
    static Verdict missing(HostState state, String what) {
        return state.instance().sysadmin() ? new Missing() : hidden(state, what);
    }

    /** The verdict when a prerequisite was not seen. */
    static Blocked lacking(HostState state, String what, String why, String next) {
        return state.instance().sysadmin()
                ? new Blocked(state.host() + " has no " + what, why, next)
                : hidden(state, what);
    }

    private static Blocked hidden(HostState state, String what) {
        return new Blocked(
                what + " is not visible on " + state.host(),
                "Login " + bracketed(state.instance().login())
                        + " is not a member of sysadmin, so what it does not see may exist all the same.",
                "connect " + state.host() + " again with a login that is a member of sysadmin");
    }

    static String bracketed(String name) {
        return "[" + name + "]";
    }

    /** Names as an instance compares them by default. */
    static boolean same(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    /** Today in UTC, by the host's own clock. */
    static LocalDate today(HostState state) {
        return day(state.instance().clock());
    }

    static LocalDate day(Instant moment) {
        return moment.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** {@code valid from 2026-11-21 until 2027-11-22}. */
    static String validity(Certificate certificate) {
        return "valid from " + day(certificate.start()) + " until " + day(certificate.expiry());
    }

    /** Whether it is valid by the host's own clock. */
    static boolean isValid(Certificate certificate, HostState state) {
        return certificate.isValidAt(state.instance().clock());
    }
}
