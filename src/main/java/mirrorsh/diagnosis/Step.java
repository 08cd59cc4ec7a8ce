package mirrorsh.diagnosis;

/** Where a cause stands in the decision tree of errors.md §9; causes are told in this order. */
enum Step {
    CLOCK,
    LEFTOVER,
    ENDPOINT,
    OWN_CERTIFICATE,
    MASTER_KEY,
    PEER_CERTIFICATE,
    OWNER_CHAIN,
    ADDRESS,
    NETWORK,
    LOG_CHAIN,
    SESSION,
    /** Setting the partners, which waits for everything else. */
    START,
    HARMLESS
}
