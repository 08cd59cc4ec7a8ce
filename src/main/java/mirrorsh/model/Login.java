package mirrorsh.model;

/**
 * A login of an instance.
 *
 * @param sid hexadecimal
 * @param type S, U, G, C, K ... (catalog.md §5.1)
 */
public record Login(int id, String name, String sid, String type, boolean disabled) {}
