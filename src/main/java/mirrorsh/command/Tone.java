package mirrorsh.command;

/** What a piece of text means; a terminal may show it in color. */
public enum Tone {
    /** As all text is. */
    PLAIN,
    GOOD,
    BAD,
    WARNING,
    STRONG,
    FAINT,
    PRINCIPAL,
    MIRROR,
    /** A host to be careful with. */
    PRODUCTION
}
