package mirrorsh.lab.instance.security;

import mirrorsh.lab.type.SqlFailure;

/** The refusals that many statements share. */
final class Refusal {
    private Refusal() {}

    /** 15151: absent, or no right; the server does not tell which. */
    static SqlFailure absent(String verb, String kind, String name) {
        return SqlFailure.of(15151, verb, kind, name);
    }

    /** 15247. */
    static SqlFailure notPermitted() {
        return SqlFailure.of(15247);
    }

    /** 49999: the lab's own. */
    static SqlFailure notImitated(String what) {
        return SqlFailure.of(49999, what);
    }

    /** 49998: the server refuses this too, with a number that no source tells. */
    static SqlFailure unknownNumber(String why) {
        return SqlFailure.of(49998, why);
    }

    static void unless(boolean allowed, SqlFailure failure) {
        if (!allowed) {
            throw failure;
        }
    }
}
