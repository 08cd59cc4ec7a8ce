package mirrorsh.model;

/**
 * A login of an instance.
 *
 * @param sid hexadecimal
 * @param type S, U, G, C, K ... (catalog.md §5.1)
 * @param sysadmin whether it is a member of sysadmin, which implies CONNECT on every endpoint (procedure.md IN-4)
 */
public record Login(int id, String name, String sid, String type, boolean disabled, boolean sysadmin) {
    /** A login without special rights. */
    public Login(int id, String name, String sid, String type, boolean disabled) {
        this(id, name, sid, type, disabled, false);
    }
}
