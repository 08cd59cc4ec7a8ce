package mirrorsh.lab.sql.batch;

/**
 * What a statement that succeeded leaves behind.
 *
 * @param count rows for its DONE, -1 where it has none
 * @param rowCount the new {@code @@ROWCOUNT}
 * @param keepsState whether {@code @@ERROR} and {@code @@ROWCOUNT} stay as the statements inside it left them
 */
record Effect(long count, long rowCount, boolean keepsState) {
    static final Effect NONE = new Effect(-1, 0, false);
    static final Effect ASSIGNED = new Effect(-1, 1, false);
    static final Effect OF_OTHERS = new Effect(-1, 0, true);

    static Effect rows(long count) {
        return new Effect(count, count, false);
    }
}
