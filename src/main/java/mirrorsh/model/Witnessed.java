package mirrorsh.model;

/** A session that this instance witnesses (catalog.md §2.3). */
public record Witnessed(String database, String principal, String mirror, String safety, String guid) {}
