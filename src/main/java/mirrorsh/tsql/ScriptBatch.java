package mirrorsh.tsql;

/**
 * One batch of a script.
 *
 * @param text what is sent, without the GO
 * @param count how often it is to run, from the GO behind it
 * @param line 1-based line of the script that it begins in
 */
public record ScriptBatch(String text, int count, int line) {}
