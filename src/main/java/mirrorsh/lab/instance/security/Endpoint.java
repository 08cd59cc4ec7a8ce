package mirrorsh.lab.instance.security;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint of the instance (catalog.md §3.1).
 *
 * @param owner principal_id of the owner login
 * @param admin whether it is the dedicated administrator connection
 * @param mirroring the settings of the database mirroring endpoint, null for a T-SQL endpoint
 */
record Endpoint(
        int id,
        String name,
        int owner,
        Protocol protocol,
        boolean admin,
        @Nullable EndpointSettings mirroring) {
    /** Ids below are the installation's own endpoints. */
    static final int FIRST_USER_ID = 65_536;

    /** Protocols, with the catalog's code. */
    enum Protocol {
        TCP(2),
        NAMED_PIPES(3),
        SHARED_MEMORY(4);

        private final int code;

        Protocol(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    Endpoint withOwner(int newOwner) {
        return new Endpoint(id, name, newOwner, protocol, admin, mirroring);
    }
}
