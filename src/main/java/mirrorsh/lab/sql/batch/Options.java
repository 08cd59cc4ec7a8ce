package mirrorsh.lab.sql.batch;

import java.util.EnumSet;
import java.util.Set;

/**
 * The SET options that matter, as after login; immutable.
 *
 * @param rowCount most rows of a statement, 0 for all
 * @param textSize most bytes of a (max) value, -1 for all
 * @param formatOnly FMTONLY
 * @param switched the options that are ON
 */
record Options(long rowCount, int textSize, boolean formatOnly, Set<Switch> switched) {
    static final Options AFTER_LOGIN = new Options(
            0,
            -1,
            false,
            EnumSet.of(
                    Switch.ANSI_WARNINGS,
                    Switch.ANSI_PADDING,
                    Switch.ANSI_NULLS,
                    Switch.QUOTED_IDENTIFIER,
                    Switch.ANSI_NULL_DFLT_ON,
                    Switch.CONCAT_NULL_YIELDS_NULL));

    /** An option that is ON or OFF and has a place in @@OPTIONS: the bit of its ordinal. */
    enum Switch {
        DISABLE_DEF_CNST_CHK,
        IMPLICIT_TRANSACTIONS,
        CURSOR_CLOSE_ON_COMMIT,
        ANSI_WARNINGS,
        ANSI_PADDING,
        ANSI_NULLS,
        ARITHABORT,
        ARITHIGNORE,
        QUOTED_IDENTIFIER,
        NOCOUNT,
        ANSI_NULL_DFLT_ON,
        ANSI_NULL_DFLT_OFF,
        CONCAT_NULL_YIELDS_NULL,
        NUMERIC_ROUNDABORT,
        XACT_ABORT
    }

    Options {
        switched = Set.copyOf(switched);
    }

    private boolean is(Switch option) {
        return switched.contains(option);
    }

    boolean noCount() {
        return is(Switch.NOCOUNT);
    }

    boolean implicitTransactions() {
        return is(Switch.IMPLICIT_TRANSACTIONS);
    }

    boolean abort() {
        return is(Switch.XACT_ABORT);
    }

    boolean quotedIdentifiers() {
        return is(Switch.QUOTED_IDENTIFIER);
    }

    /** The value of @@OPTIONS. */
    int bits() {
        return switched.stream().mapToInt(option -> 1 << option.ordinal()).sum();
    }

    Options with(Switch option, boolean on) {
        Set<Switch> changed = EnumSet.noneOf(Switch.class);
        changed.addAll(switched);
        if (on) {
            changed.add(option);
        } else {
            changed.remove(option);
        }
        return new Options(rowCount, textSize, formatOnly, changed);
    }

    Options withRowCount(long rows) {
        return new Options(rows, textSize, formatOnly, switched);
    }

    Options withTextSize(int bytes) {
        return new Options(rowCount, bytes, formatOnly, switched);
    }

    Options withFormatOnly(boolean on) {
        return new Options(rowCount, textSize, on, switched);
    }
}
