package mirrorsh.diagnosis;

/** How sure a finding is. */
public enum Confidence {
    /** The catalog shows it. */
    CERTAIN,
    /** An error log or an error number says it, or it follows from what the catalog shows. */
    LIKELY,
    /** It would explain what is seen, and nothing seen contradicts it. */
    POSSIBLE,
    /** It is there and needs no mending. */
    HARMLESS
}
