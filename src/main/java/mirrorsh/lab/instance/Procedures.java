package mirrorsh.lab.instance;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.machine.ErrorLog;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterRole;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** The system procedures of an instance (tsql.md §10.2). */
final class Procedures {
    private final Instance instance;
    private final InstanceSession session;

    Procedures(Instance instance, InstanceSession session) {
        this.instance = instance;
        this.session = session;
    }

    Optional<Procedure> find(String name) {
        return Optional.ofNullable(
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "xp_readerrorlog", "sp_readerrorlog" ->
                        (arguments, sink, cancellation) -> readErrorLog(name, arguments, sink);
                    case "xp_fileexist" -> (arguments, sink, cancellation) -> fileExists(name, arguments, sink);
                    case "xp_fixeddrives" -> (arguments, sink, cancellation) -> fixedDrives(arguments, sink);
                    case "sp_getapplock" ->
                        (arguments, sink, cancellation) -> instance.locks()
                                .acquire(
                                        session.currentDatabase(), text(name, arguments, 0, "@Resource"), session.id());
                    case "sp_releaseapplock" ->
                        (arguments, sink, cancellation) -> instance.locks()
                                        .release(
                                                session.currentDatabase(),
                                                text(name, arguments, 0, "@Resource"),
                                                session.id())
                                ? 0
                                : -999;
                    case ConfigureProcedure.NAME -> new ConfigureProcedure(instance, session);
                    case RegistryProcedure.NAME -> new RegistryProcedure(instance, session);
                    case RoleMembersProcedure.NAME -> new RoleMembersProcedure(instance, session);
                    case "sp_who" -> new WhoProcedure(instance, session, false);
                    case "sp_who2" -> new WhoProcedure(instance, session, true);
                    case HelpDatabaseProcedure.NAME -> new HelpDatabaseProcedure(instance, session);
                    case MasterKeyPasswordProcedure.NAME -> new MasterKeyPasswordProcedure(instance, session);
                    case "sp_addrolemember" ->
                        (arguments, sink, cancellation) -> changeMember(name, arguments, true, sink);
                    case "sp_droprolemember" ->
                        (arguments, sink, cancellation) -> changeMember(name, arguments, false, sink);
                    case "sp_addsrvrolemember" -> (arguments, sink, cancellation) -> changeRole(name, arguments, true);
                    case "sp_dropsrvrolemember" ->
                        (arguments, sink, cancellation) -> changeRole(name, arguments, false);
                    default -> null;
                });
    }

    /**
     * Columns LogDate, ProcessInfo, Text, oldest first; arguments: file number, 1 for the engine's log, two texts that must both be
     * in the line. Only the present log file is kept here.
     */
    private int readErrorLog(String name, List<Procedure.Argument> arguments, ResponseSink sink) {
        if (!isSecurityAdministrator()) {
            throw SqlFailure.of(15247);
        }
        Object file = value(arguments, 0, "@p1");
        if (file instanceof Number number && number.intValue() != 0) {
            throw SqlFailure.of(22004);
        }
        Object kind = value(arguments, 1, "@p2");
        if (kind instanceof Number number && number.intValue() != 1) {
            throw SqlFailure.of(49999, "the Agent's error log in " + name);
        }
        String first = lower(value(arguments, 2, "@p3"));
        String second = lower(value(arguments, 3, "@p4"));
        sink.columns(List.of(
                Column.notNull("LogDate", SqlType.DATETIME),
                Column.of("ProcessInfo", SqlType.nvarchar(50)),
                Column.of("Text", SqlType.nvarchar(SqlType.MAX))));
        for (ErrorLog.Line line : instance.installation().machine().errorLog().lines()) {
            String text = line.text().toLowerCase(Locale.ROOT);
            if (text.contains(first) && text.contains(second)) {
                sink.row(new Object[] {line.time(), line.source(), line.text()});
            }
        }
        return 0;
    }

    /** Members of securityadmin may read the log, as of sysadmin (tsql.md §10.2). */
    private boolean isSecurityAdministrator() {
        Caller caller = session.caller(false);
        return caller.sysadmin()
                || instance.security()
                        .function(
                                "IS_SRVROLEMEMBER",
                                caller,
                                instance.storage().find("master").orElseThrow().security())
                        .map(function -> function.apply(List.of("securityadmin")))
                        .filter(member -> member.equals(1))
                        .isPresent();
    }

    /** Undocumented by the vendor, in wide use: one row of three columns (field). */
    private int fileExists(String name, List<Procedure.Argument> arguments, ResponseSink sink) {
        String path = text(name, arguments, 0, "@filename");
        var disk = instance.installation().machine().disk();
        boolean folder = disk.isDirectory(path);
        int separator = path.lastIndexOf('\\');
        String parent = separator <= 2 ? "C:\\" : path.substring(0, separator);
        sink.columns(List.of(
                Column.notNull("File Exists", SqlType.BIT),
                Column.notNull("File is a Directory", SqlType.BIT),
                Column.notNull("Parent Directory Exists", SqlType.BIT)));
        sink.row(new Object[] {disk.exists(path) && !folder, folder, disk.isDirectory(parent)});
        return 0;
    }

    /** Undocumented by the vendor, in wide use: a row for each drive with its letter and its free megabytes (field). */
    private int fixedDrives(List<Procedure.Argument> arguments, ResponseSink sink) {
        if (!arguments.isEmpty()) {
            throw SqlFailure.of(49999, "xp_fixeddrives of other drives than the fixed ones");
        }
        sink.columns(List.of(
                Column.notNull("drive", SqlType.character(SqlType.Kind.CHAR, 1)),
                Column.notNull("MB free", SqlType.INT)));
        try {
            long megabytes = instance.installation().machine().disk().free() / (1024 * 1024);
            sink.row(new Object[] {"C", (int) Math.min(megabytes, Integer.MAX_VALUE)});
        } catch (IOException e) {
            throw SqlFailure.of(49999, "xp_fixeddrives of a disk that cannot be looked at");
        }
        return 0;
    }

    private int changeRole(String name, List<Procedure.Argument> arguments, boolean add) {
        String member = text(name, arguments, 0, "@loginame");
        String role = text(name, arguments, 1, "@rolename");
        instance.security()
                .execute(
                        new AlterRole(role, true, add, member),
                        session.caller(false),
                        instance.storage().find("master").orElseThrow().security());
        return 0;
    }

    /** As ALTER ROLE does. */
    private int changeMember(String name, List<Procedure.Argument> arguments, boolean add, ResponseSink sink) {
        String role = text(name, arguments, 0, "@rolename");
        String member = text(name, arguments, 1, "@membername");
        session.administer(new AlterRole(role, false, add, member), false, sink, Cancellation.NONE);
        return 0;
    }

    private static @Nullable Object value(List<Procedure.Argument> arguments, int position, String name) {
        for (Procedure.Argument argument : arguments) {
            if (name.equalsIgnoreCase(argument.name())) {
                return argument.value();
            }
        }
        return position < arguments.size() && arguments.get(position).name() == null
                ? arguments.get(position).value()
                : null;
    }

    private static String text(String procedure, List<Procedure.Argument> arguments, int position, String name) {
        Object value = value(arguments, position, name);
        if (value == null) {
            throw SqlFailure.of(201, procedure, name);
        }
        return value.toString();
    }

    private static String lower(@Nullable Object value) {
        return value == null ? "" : value.toString().toLowerCase(Locale.ROOT);
    }
}
