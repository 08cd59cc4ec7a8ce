package mirrorsh.model;

/**
 * What waits of a mirrored database's log, by the performance counters of one partner (catalog.md §8). The two counts only grow;
 * what they grew by between two looks is a rate.
 *
 * @param sendKb log not yet sent to the mirror; the principal's
 * @param redoKb log that the mirror has and did not yet redo; the mirror's
 * @param sentBytes sent since the instance started
 * @param redoneBytes redone since the instance started
 */
public record Queue(String database, long sendKb, long redoKb, long sentBytes, long redoneBytes) {}
