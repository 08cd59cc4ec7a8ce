package mirrorsh.model;

/**
 * A user of master.
 *
 * @param sid hexadecimal, empty when it has none; the key to its login
 */
public record User(int id, String name, String sid, String type) {}
