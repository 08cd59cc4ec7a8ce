package mirrorsh.tsql;

/** What a database mirroring endpoint may be in sessions; the names are the server's keywords (tsql.md §4.1). */
public enum EndpointRole {
    WITNESS,
    PARTNER,
    ALL;

    /** Whether an endpoint of the other role, as the catalog spells it, can do all that this one can. */
    public boolean isServedBy(String otherCatalogWord) {
        return otherCatalogWord.equals("ALL") || otherCatalogWord.equals(name());
    }
}
