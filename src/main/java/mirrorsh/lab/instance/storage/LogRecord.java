package mirrorsh.lab.instance.storage;

/**
 * One record of a database's transaction log.
 *
 * @param lsn its place; grows by one from record to record
 * @param payload the change, readable by storage only
 */
public record LogRecord(long lsn, byte[] payload) {}
