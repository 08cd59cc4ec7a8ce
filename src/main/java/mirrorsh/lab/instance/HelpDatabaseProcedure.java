package mirrorsh.lab.instance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import mirrorsh.lab.instance.storage.Storage.Database;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/** sp_helpdb: the databases, and the files of one that is named. */
record HelpDatabaseProcedure(Instance instance, InstanceSession session) implements Procedure {
    static final String NAME = "sp_helpdb";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM ppd yyyy", Locale.ENGLISH);
    private static final int KB_PER_PAGE = 8;

    /** The values of a row by their columns. */
    private record Values(Map<String, @Nullable Object> byColumn) {
        static List<Values> of(Relation relation) {
            List<Values> rows = new ArrayList<>();
            for (@Nullable Object[] row : relation.rows()) {
                Map<String, @Nullable Object> values = new TreeMap<>();
                for (int i = 0; i < row.length; i++) {
                    values.put(relation.columns().get(i).name(), row[i]);
                }
                rows.add(new Values(values));
            }
            return rows;
        }

        String text(String column) {
            return String.valueOf(byColumn.get(column));
        }

        long number(String column) {
            return byColumn.get(column) instanceof Number number ? number.longValue() : 0;
        }

        boolean is(String column) {
            return Boolean.TRUE.equals(byColumn.get(column));
        }
    }

    @Override
    public int call(List<Argument> arguments, ResponseSink sink, Cancellation cancellation) {
        ProcedureArguments given = new ProcedureArguments(NAME, List.of("@dbname"), arguments);
        Optional<String> name = given.text("@dbname");
        List<Values> wanted = Values.of(view("databases")).stream()
                .filter(row -> name.isEmpty() || row.text("name").equalsIgnoreCase(name.get()))
                .sorted((a, b) -> a.text("name").compareToIgnoreCase(b.text("name")))
                .toList();
        if (name.isPresent() && wanted.isEmpty()) {
            throw SqlFailure.of(15010, name.get());
        }
        databases(wanted, sink).sendTo(sink);
        if (name.isPresent() && session.mayEnter(wanted.get(0).text("name"))) {
            files(filesOf(wanted.get(0))).sendTo(sink);
        }
        return 0;
    }

    private Relation view(String name) {
        return view(session.currentDatabase(), name);
    }

    private Relation view(String database, String name) {
        Database home = instance.storage().find(database).orElseThrow(() -> SqlFailure.of(911, database));
        return instance.storage().view(home, "sys", name, session.caller(false)).orElseThrow();
    }

    private List<Values> filesOf(Values database) {
        return Values.of(view(database.text("name"), "database_files"));
    }

    private ViewRows databases(List<Values> wanted, ResponseSink sink) {
        ViewRows rows = new ViewRows()
                .column("name", SqlType.SYSNAME)
                .column("db_size", SqlType.nvarchar(13))
                .column("owner", SqlType.SYSNAME)
                .column("dbid", SqlType.SMALLINT)
                .column("created", SqlType.nvarchar(11))
                .column("status", SqlType.nvarchar(600))
                .column("compatibility_level", SqlType.TINYINT);
        for (Values database : wanted) {
            String name = database.text("name");
            boolean open = session.mayEnter(name);
            if (!open) {
                sink.message(Messages.message(15622, name));
            }
            rows.row(
                    name,
                    open ? megabytes(filesOf(database)) : null,
                    owner(database),
                    (int) database.number("database_id"),
                    DAY.format((LocalDateTime) database.byColumn().get("create_date")),
                    status(database),
                    (int) database.number("compatibility_level"));
        }
        return rows;
    }

    private @Nullable Object owner(Values database) {
        List<@Nullable Object> sid = new ArrayList<>();
        sid.add(database.byColumn().get("owner_sid"));
        return session.function("SUSER_SNAME").orElseThrow().apply(sid);
    }

    private static String megabytes(List<Values> files) {
        long pages = files.stream().mapToLong(file -> file.number("size")).sum();
        BigDecimal size =
                BigDecimal.valueOf(pages * KB_PER_PAGE).divide(BigDecimal.valueOf(1024), 2, RoundingMode.HALF_UP);
        return String.format(Locale.ROOT, "%10s MB", size);
    }

    private static String status(Values database) {
        boolean readOnly =
                database.is("is_read_only") || !database.text("state_desc").equals("ONLINE");
        String status = "Status=" + database.text("state_desc") + ", Updateability="
                + (readOnly ? "READ_ONLY" : "READ_WRITE") + ", UserAccess="
                + database.text("user_access_desc") + ", Recovery=" + database.text("recovery_model_desc");
        Object collation = database.byColumn().get("collation_name");
        if (collation != null) {
            status += ", Collation=" + collation + ", SQLSortOrder=52";
        }
        if (database.is("is_auto_close_on")) {
            status += ", IsAutoClose";
        }
        return status + (database.is("is_in_standby") ? ", IsInStandBy" : "")
                + ", IsAutoCreateStatistics, IsAutoUpdateStatistics";
    }

    private static ViewRows files(List<Values> files) {
        ViewRows rows = new ViewRows()
                .column("name", SqlType.SYSNAME)
                .column("fileid", SqlType.SMALLINT)
                .column("filename", SqlType.character(Kind.NCHAR, 260))
                .column("filegroup", SqlType.SYSNAME)
                .column("size", SqlType.nvarchar(18))
                .column("maxsize", SqlType.nvarchar(18))
                .column("growth", SqlType.nvarchar(18))
                .column("usage", SqlType.varchar(9));
        for (Values file : files) {
            boolean log = file.text("type_desc").equals("LOG");
            long most = file.number("max_size");
            rows.row(
                    file.text("name"),
                    (int) file.number("file_id"),
                    String.format(Locale.ROOT, "%-260s", file.text("physical_name")),
                    log ? null : "PRIMARY",
                    kilobytes(file.number("size")),
                    most < 0 ? "Unlimited" : kilobytes(most),
                    kilobytes(file.number("growth")),
                    log ? "log only" : "data only");
        }
        return rows;
    }

    private static String kilobytes(long pages) {
        return pages * KB_PER_PAGE + " KB";
    }
}
