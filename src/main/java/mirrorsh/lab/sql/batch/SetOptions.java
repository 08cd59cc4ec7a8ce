package mirrorsh.lab.sql.batch;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.ResponseSink.EnvironmentChange;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;

/** SET options: those that matter are kept, those that change nothing here are accepted, others are refused. */
final class SetOptions {
    private static final String LANGUAGE = "us_english";
    private static final int SHORT_TEXT = 4096;

    /** Whatever their value, the lab answers alike. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "DEADLOCK_PRIORITY",
            "FIPS_FLAGGER",
            "FORCEPLAN",
            "LOCK_TIMEOUT",
            "NO_BROWSETABLE",
            "QUERY_GOVERNOR_COST_LIMIT",
            "REMOTE_PROC_TRANSACTIONS",
            "STATISTICS IO",
            "STATISTICS TIME",
            "TRANSACTION ISOLATION LEVEL");

    /** Shown in @@OPTIONS; the first three without any other effect here. */
    private static final Set<String> SWITCHES = Set.of(
            "ARITHABORT",
            "ARITHIGNORE",
            "CURSOR_CLOSE_ON_COMMIT",
            "NOCOUNT",
            "IMPLICIT_TRANSACTIONS",
            "XACT_ABORT",
            "QUOTED_IDENTIFIER");

    /** The only value that the lab can do. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("ANSI_NULLS", "ON"),
            Map.entry("ANSI_PADDING", "ON"),
            Map.entry("ANSI_WARNINGS", "ON"),
            Map.entry("ANSI_NULL_DFLT_ON", "ON"),
            Map.entry("ANSI_NULL_DFLT_OFF", "OFF"),
            Map.entry("ANSI_DEFAULTS", "OFF"),
            Map.entry("CONCAT_NULL_YIELDS_NULL", "ON"),
            Map.entry("NUMERIC_ROUNDABORT", "OFF"),
            Map.entry("NOEXEC", "OFF"),
            Map.entry("PARSEONLY", "OFF"),
            Map.entry("SHOWPLAN_ALL", "OFF"),
            Map.entry("SHOWPLAN_TEXT", "OFF"),
            Map.entry("SHOWPLAN_XML", "OFF"),
            Map.entry("STATISTICS PROFILE", "OFF"),
            Map.entry("STATISTICS XML", "OFF"),
            Map.entry("DATEFIRST", "7"),
            Map.entry("DATEFORMAT", "MDY"));

    private final Session session;

    SetOptions(Session session) {
        this.session = session;
    }

    Effect set(Statement.SetOption statement, Request request) {
        for (String option : statement.options()) {
            set(option, statement.value(), request);
        }
        return Effect.NONE;
    }

    private void set(String option, String value, Request request) {
        Options options = session.options();
        String fixed = FIXED.get(option);
        if (fixed != null) {
            if (!fixed.equals(value)) {
                throw SqlFailure.of(49999, "SET " + option + " " + value);
            }
            return;
        }
        if (WITHOUT_EFFECT.contains(option)) {
            return;
        }
        if (SWITCHES.contains(option)) {
            session.set(options.with(Options.Switch.valueOf(option), on(option, value)));
            return;
        }
        switch (option) {
            case "FMTONLY" -> session.set(options.withFormatOnly(on(option, value)));
            case "ROWCOUNT" -> session.set(options.withRowCount(number(value)));
            case "TEXTSIZE" -> session.set(options.withTextSize(textSize(number(value))));
            case "LANGUAGE" -> language(value, request);
            default -> throw SqlFailure.of(49999, "SET " + option);
        }
    }

    private static boolean on(String option, String value) {
        if (!value.equals("ON") && !value.equals("OFF")) {
            throw SqlFailure.of(102, value.isEmpty() ? option : value);
        }
        return value.equals("ON");
    }

    private long number(String value) {
        if (value.startsWith("@")) {
            Variable variable = session.frame().variable(value);
            if (variable == null) {
                throw SqlFailure.of(137, value.toLowerCase(Locale.ROOT));
            }
            Object number = Conversion.convert(variable.value(), variable.type(), SqlType.BIGINT, 0);
            return number == null ? 0 : (Long) number;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw SqlFailure.of(102, value);
        }
    }

    /** 0 means the old default of 4 KB, -1 and 2,147,483,647 no limit. */
    private static int textSize(long bytes) {
        if (bytes < 0 || bytes >= Integer.MAX_VALUE) {
            return -1;
        }
        return bytes == 0 ? SHORT_TEXT : (int) bytes;
    }

    private static void language(String value, Request request) {
        if (!value.equals("US_ENGLISH") && !value.equals("ENGLISH")) {
            throw SqlFailure.of(49999, "the language " + value);
        }
        request.sink().environment(new EnvironmentChange(EnvironmentChange.Kind.LANGUAGE, LANGUAGE, LANGUAGE));
        request.sink().message(Messages.message(5703, LANGUAGE));
    }
}
