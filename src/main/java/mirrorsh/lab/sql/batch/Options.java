package mirrorsh.lab.sql.batch;

/** The SET options that matter, as after login; immutable. */
record Options(
        boolean noCount, long rowCount, int textSize, boolean implicitTransactions, boolean abort, boolean formatOnly) {
    static final Options AFTER_LOGIN = new Options(false, 0, -1, false, false, false);

    Options withNoCount(boolean on) {
        return new Options(on, rowCount, textSize, implicitTransactions, abort, formatOnly);
    }

    Options withRowCount(long rows) {
        return new Options(noCount, rows, textSize, implicitTransactions, abort, formatOnly);
    }

    /** In bytes; -1 for no limit. */
    Options withTextSize(int bytes) {
        return new Options(noCount, rowCount, bytes, implicitTransactions, abort, formatOnly);
    }

    Options withImplicitTransactions(boolean on) {
        return new Options(noCount, rowCount, textSize, on, abort, formatOnly);
    }

    /** XACT_ABORT. */
    Options withAbort(boolean on) {
        return new Options(noCount, rowCount, textSize, implicitTransactions, on, formatOnly);
    }

    Options withFormatOnly(boolean on) {
        return new Options(noCount, rowCount, textSize, implicitTransactions, abort, on);
    }
}
