package mirrorsh.lab.sql.batch;

/**
 * The SET options that matter, as after login; immutable.
 *
 * @param rowCount most rows of a statement, 0 for all
 * @param textSize most bytes of a (max) value, -1 for all
 * @param abort XACT_ABORT
 */
record Options(
        boolean noCount,
        long rowCount,
        int textSize,
        boolean implicitTransactions,
        boolean abort,
        boolean formatOnly,
        boolean quotedIdentifiers) {
    static final Options AFTER_LOGIN = new Options(false, 0, -1, false, false, false, true);

    Options withNoCount(boolean on) {
        return new Options(on, rowCount, textSize, implicitTransactions, abort, formatOnly, quotedIdentifiers);
    }

    Options withRowCount(long rows) {
        return new Options(noCount, rows, textSize, implicitTransactions, abort, formatOnly, quotedIdentifiers);
    }

    Options withTextSize(int bytes) {
        return new Options(noCount, rowCount, bytes, implicitTransactions, abort, formatOnly, quotedIdentifiers);
    }

    Options withImplicitTransactions(boolean on) {
        return new Options(noCount, rowCount, textSize, on, abort, formatOnly, quotedIdentifiers);
    }

    Options withAbort(boolean on) {
        return new Options(noCount, rowCount, textSize, implicitTransactions, on, formatOnly, quotedIdentifiers);
    }

    Options withFormatOnly(boolean on) {
        return new Options(noCount, rowCount, textSize, implicitTransactions, abort, on, quotedIdentifiers);
    }

    Options withQuotedIdentifiers(boolean on) {
        return new Options(noCount, rowCount, textSize, implicitTransactions, abort, formatOnly, on);
    }
}
