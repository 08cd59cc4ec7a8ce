package mirrorsh.command;

/** A command that has been given its arguments. */
interface Doing {
    /** Does it. */
    Result run(Session session);
}
