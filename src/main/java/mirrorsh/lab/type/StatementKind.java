package mirrorsh.lab.type;

/**
 * What kind of statement a DONE closes, with the command code that drivers read (tds.md §10).
 */
public enum StatementKind {
    OTHER(0),
    SELECT(0xC1),
    INSERT(0xC3),
    DELETE(0xC4),
    UPDATE(0xC5),
    SELECT_INTO(0xC2),
    CREATE_TABLE(0xC6),
    DROP_TABLE(0xC7),
    CREATE_DATABASE(0xCB),
    DROP_DATABASE(0xCC),
    ALTER_DATABASE(0xD7),
    GRANT(0xCD),
    REVOKE(0xCE),
    DENY(0x99),
    CREATE_ENDPOINT(0x138),
    ALTER_ENDPOINT(0x139),
    DROP_ENDPOINT(0x13A),
    CREATE_USER(0x13B),
    ALTER_USER(0x13C),
    DROP_USER(0x13D),
    CREATE_LOGIN(0x145),
    ALTER_LOGIN(0x146),
    DROP_LOGIN(0x147),
    CREATE_CERTIFICATE(0x170),
    ALTER_CERTIFICATE(0x171),
    DROP_CERTIFICATE(0x172),
    CREATE_MASTER_KEY(0x19B),
    ALTER_MASTER_KEY(0x1A1),
    DROP_MASTER_KEY(0x19C),
    ALTER_AUTHORIZATION(0x18C);

    private final int code;

    StatementKind(int code) {
        this.code = code;
    }

    /** The code on the wire. */
    public int code() {
        return code;
    }
}
