package mirrorsh.lab.instance.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of the catalog's codes (catalog.md §2.1). */
final class Codes {
    private static final List<String> STATES =
            List.of("SUSPENDED", "DISCONNECTED", "SYNCHRONIZING", "PENDING_FAILOVER", "SYNCHRONIZED");
    private static final List<String> ROLES = List.of("", "PRINCIPAL", "MIRROR");
    private static final List<String> SAFETY = List.of("UNKNOWN", "OFF", "FULL");
    private static final List<String> WITNESS = List.of("UNKNOWN", "CONNECTED", "DISCONNECTED");

    /** The code of the role of a mirror copy. */
    static final int MIRROR = 2;

    private Codes() {}

    static String state(int code) {
        return STATES.get(code);
    }

    static String role(int code) {
        return ROLES.get(code);
    }

    static String safety(int code) {
        return SAFETY.get(code);
    }

    static @Nullable String witness(@Nullable Integer code) {
        return code == null ? null : WITNESS.get(code);
    }
}
