package mirrorsh.effect;

/**
 * What an error of the server means to whoever sets mirroring up.
 *
 * @param number the server's
 * @param meaning one sentence
 * @param usually the usual cause, one sentence
 * @param next what to type or do next
 */
public record ErrorExplanation(int number, String meaning, String usually, String next) {}
