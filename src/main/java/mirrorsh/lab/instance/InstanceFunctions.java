package mirrorsh.lab.instance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import mirrorsh.lab.instance.storage.MirroredDatabase.Condition;
import mirrorsh.lab.instance.storage.Storage.Database;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ScalarFunction;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.Variant;
import org.jspecify.annotations.Nullable;

/** Functions that tell of the instance, its databases and the session (catalog.md §10). */
final class InstanceFunctions {
    private static final SqlType NAME = SqlType.nvarchar(128);

    private final Instance instance;
    private final InstanceSession session;

    InstanceFunctions(Instance instance, InstanceSession session) {
        this.instance = instance;
        this.session = session;
    }

    Optional<ScalarFunction> find(String name) {
        Installation installation = instance.installation();
        return Optional.ofNullable(
                switch (name) {
                    case "@@SERVERNAME" -> constant(name, NAME, installation.serverName());
                    case "@@SERVICENAME" -> constant(name, NAME, installation.instanceName());
                    case "@@VERSION" -> constant(name, SqlType.nvarchar(300), banner(installation));
                    case "@@MICROSOFTVERSION" ->
                        constant(name, SqlType.INT, (installation.version().major() << 24) | installation.build());
                    case "@@SPID" -> constant(name, SqlType.SMALLINT, session.id());
                    case "@@MAX_PRECISION" -> constant(name, SqlType.TINYINT, 38);
                    case "@@LANGUAGE" -> constant(name, NAME, "us_english");
                    case "@@LANGID" -> constant(name, SqlType.SMALLINT, 0);
                    case "@@MAX_CONNECTIONS" -> constant(name, SqlType.INT, 32767);
                    case "SERVERPROPERTY" -> function(name, SqlType.SQL_VARIANT, 1, this::property);
                    case "DATABASEPROPERTYEX" -> function(name, SqlType.SQL_VARIANT, 2, this::databaseProperty);
                    case "DB_NAME" -> new Call(name, NAME, 0, 1, this::databaseName);
                    case "DB_ID" -> new Call(name, SqlType.SMALLINT, 0, 1, this::databaseId);
                    case "HAS_DBACCESS" -> function(name, SqlType.INT, 1, this::access);
                    case "OBJECT_ID" -> new Call(name, SqlType.INT, 1, 2, this::objectId);
                    case "HOST_NAME" -> constant(name, NAME, session.client().hostName());
                    case "APP_NAME" -> constant(name, NAME, session.client().application());
                    case "ORIGINAL_LOGIN" ->
                        constant(name, NAME, session.originalLogin().name());
                    case "SCHEMA_NAME" ->
                        new Call(
                                name,
                                NAME,
                                0,
                                1,
                                arguments -> arguments.isEmpty() ? "dbo" : schemaName(arguments.get(0)));
                    case "SCHEMA_ID" ->
                        new Call(
                                name,
                                SqlType.INT,
                                0,
                                1,
                                arguments -> arguments.isEmpty() ? Integer.valueOf(1) : schemaId(arguments.get(0)));
                    case "CONNECTIONPROPERTY" -> function(name, SqlType.SQL_VARIANT, 1, this::connectionProperty);
                    default -> null;
                });
    }

    private static String banner(Installation installation) {
        String version =
                installation.version().major() + "." + installation.version().minor() + "." + installation.build();
        return "Microsoft SQL Server " + installation.version().year() + " (lab imitation) - " + version
                + ".1 (X64)\n\t" + editionName(installation) + " on an imitation of Windows";
    }

    private static String editionName(Installation installation) {
        return switch (installation.edition()) {
            case DEVELOPER -> "Developer Edition (64-bit)";
            case ENTERPRISE -> "Enterprise Edition (64-bit)";
            case STANDARD -> "Standard Edition (64-bit)";
            case WEB -> "Web Edition (64-bit)";
            case EXPRESS -> "Express Edition (64-bit)";
        };
    }

    private @Nullable Object property(List<@Nullable Object> arguments) {
        Installation installation = instance.installation();
        Installation.Version version = installation.version();
        String name = String.valueOf(plain(arguments.get(0))).toUpperCase(Locale.ROOT);
        String full = version.major() + "." + version.minor() + "." + installation.build() + ".1";
        String root = installation.home() + "\\";
        return switch (name) {
            case "SERVERNAME" -> text(installation.serverName());
            case "MACHINENAME", "COMPUTERNAMEPHYSICALNETBIOS" ->
                text(installation.machine().name());
            case "EDITION" -> text(editionName(installation));
            case "EDITIONID" -> new Variant(SqlType.BIGINT, editionId(installation));
            case "ENGINEEDITION" -> number(engineEdition(installation));
            case "PRODUCTVERSION" -> text(full);
            case "PRODUCTLEVEL" -> text("RTM");
            case "PRODUCTMAJORVERSION" -> text(Integer.toString(version.major()));
            case "PRODUCTMINORVERSION" -> text(Integer.toString(version.minor()));
            case "PRODUCTBUILD" ->
                version.atLeast(Installation.Version.SQL_2014) ? text(Integer.toString(installation.build())) : null;
            case "COLLATION" -> text("SQL_Latin1_General_CP1_CI_AS");
            case "ISHADRENABLED" -> number(instance.availability().isEnabled() ? 1 : 0);
            // 1: started and running; 0: not started, waiting; 2: not started, and it failed
            case "HADRMANAGERSTATUS" -> number(instance.availability().isEnabled() ? 1 : 0);
            case "ISCLUSTERED", "ISSINGLEUSER", "ISINTEGRATEDSECURITYONLY", "ISLOCALDB" -> number(0);
            case "ISFULLTEXTINSTALLED" -> number(0);
            case "PROCESSID" -> number((int) ProcessHandle.current().pid());
            case "INSTANCEDEFAULTDATAPATH", "INSTANCEDEFAULTLOGPATH" -> text(root + "DATA\\");
            case "INSTANCEDEFAULTBACKUPPATH" ->
                version.atLeast(Installation.Version.SQL_2019) ? text(root + "Backup") : null;
            case "PATHSEPARATOR" -> version.atLeast(Installation.Version.SQL_2017) ? text("\\") : null;
            case "INSTANCENAME" -> installation.isNamed() ? text(installation.instanceName()) : null;
            default -> null;
        };
    }

    private static long editionId(Installation installation) {
        return switch (installation.edition()) {
            case DEVELOPER -> -2117995310L;
            case ENTERPRISE -> 1804890536L;
            case STANDARD -> -1534726760L;
            case WEB -> 1293598313L;
            case EXPRESS -> -1592396055L;
        };
    }

    private static int engineEdition(Installation installation) {
        return switch (installation.edition()) {
            case DEVELOPER, ENTERPRISE -> 3;
            case STANDARD, WEB -> 2;
            case EXPRESS -> 4;
        };
    }

    private @Nullable Object databaseProperty(List<@Nullable Object> arguments) {
        Optional<Database> database = instance.storage().find(String.valueOf(plain(arguments.get(0))));
        if (database.isEmpty()) {
            return null;
        }
        Condition condition = database.get().mirrored().condition();
        return switch (String.valueOf(plain(arguments.get(1))).toUpperCase(Locale.ROOT)) {
            case "STATUS" -> text(condition.status().name());
            case "RECOVERY" -> text(recoveryModel(database.get()));
            case "UPDATEABILITY" -> text(condition.readOnly() ? "READ_ONLY" : "READ_WRITE");
            case "ISINSTANDBY" -> number(condition.standby() ? 1 : 0);
            case "ISAUTOCLOSE" -> number(condition.autoClose() ? 1 : 0);
            case "USERACCESS" -> text(database.get().userAccess());
            case "COLLATION" -> text("SQL_Latin1_General_CP1_CI_AS");
            default -> throw SqlFailure.of(49999, "DATABASEPROPERTYEX of '" + plain(arguments.get(1)) + "'");
        };
    }

    /** As sys.databases has it. */
    private String recoveryModel(Database database) {
        Relation databases = instance.storage()
                .view(database, "sys", "databases", session.caller(false))
                .orElseThrow();
        List<String> names = databases.columns().stream().map(Column::name).toList();
        return databases.rows().stream()
                .filter(row -> database.name().equals(row[names.indexOf("name")]))
                .map(row -> String.valueOf(row[names.indexOf("recovery_model_desc")]))
                .findFirst()
                .orElse("");
    }

    private @Nullable Object connectionProperty(List<@Nullable Object> arguments) {
        return switch (String.valueOf(plain(arguments.get(0))).toLowerCase(Locale.ROOT)) {
            case "net_transport" -> text("TCP");
            case "protocol_type" -> text("TSQL");
            case "auth_scheme" -> text("SQL");
            case "client_net_address" -> text(session.client().address());
            default -> null;
        };
    }

    private @Nullable Object databaseName(List<@Nullable Object> arguments) {
        if (arguments.isEmpty()) {
            return session.currentDatabase();
        }
        Object id = plain(arguments.get(0));
        return instance.storage().all().stream()
                .filter(database -> id instanceof Number number && database.id() == number.intValue())
                .map(Database::name)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Object databaseId(List<@Nullable Object> arguments) {
        String name = arguments.isEmpty() ? session.currentDatabase() : String.valueOf(plain(arguments.get(0)));
        return instance.storage().find(name).map(Database::id).orElse(null);
    }

    /** 1 for a database that the session could be in now, 0 for another, NULL for none. */
    private @Nullable Object access(List<@Nullable Object> arguments) {
        String name = String.valueOf(plain(arguments.get(0)));
        return instance.storage()
                .find(name)
                .map(database -> session.mayEnter(name) ? 1 : 0)
                .orElse(null);
    }

    /** Of user tables and their keys; what lives elsewhere is refused, because NULL would be wrong. */
    private @Nullable Object objectId(List<@Nullable Object> arguments) {
        String[] parts = String.valueOf(plain(arguments.get(0)))
                .replaceAll("[\\[\\]\"]", "")
                .split("\\.", -1);
        String object = parts[parts.length - 1];
        String schema = parts.length > 1 ? parts[parts.length - 2] : "";
        if (object.startsWith("#") || schema.equalsIgnoreCase("sys") || object.matches("(?i)(sp|xp)_.*")) {
            throw SqlFailure.of(49999, "OBJECT_ID of what is no user table");
        }
        String kind = arguments.size() < 2
                ? ""
                : String.valueOf(plain(arguments.get(1))).strip();
        String home = parts.length == 3 && !parts[0].isEmpty() ? parts[0] : session.currentDatabase();
        Optional<Database> database = instance.storage().find(home);
        boolean known = schema.isEmpty() || schema.equalsIgnoreCase("dbo");
        if (database.isEmpty() || !known) {
            return null;
        }
        return instance.storage().view(database.get(), "sys", "objects", session.caller(false)).stream()
                .flatMap(objects -> objects.rows().stream())
                .filter(row -> object.equalsIgnoreCase(String.valueOf(row[0])))
                .filter(row -> kind.isEmpty()
                        || kind.equalsIgnoreCase(String.valueOf(row[5]).strip()))
                .map(row -> row[1])
                .findFirst()
                .orElse(null);
    }

    /** dbo, guest, INFORMATION_SCHEMA and sys are the schemas that every database has. */
    private static @Nullable Object schemaName(@Nullable Object id) {
        Object plain = plain(id);
        int number = plain instanceof Number given ? given.intValue() : -1;
        return switch (number) {
            case 1 -> "dbo";
            case 2 -> "guest";
            case 3 -> "INFORMATION_SCHEMA";
            case 4 -> "sys";
            default -> null;
        };
    }

    private static @Nullable Object schemaId(@Nullable Object name) {
        return switch (String.valueOf(plain(name)).toUpperCase(Locale.ROOT)) {
            case "DBO" -> 1;
            case "GUEST" -> 2;
            case "INFORMATION_SCHEMA" -> 3;
            case "SYS" -> 4;
            default -> null;
        };
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Variant variant ? variant.value() : value;
    }

    private static Variant text(String value) {
        return new Variant(NAME, value);
    }

    private static Variant number(int value) {
        return new Variant(SqlType.INT, value);
    }

    private static ScalarFunction constant(String name, SqlType type, Object value) {
        return new Call(name, type, 0, 0, arguments -> value);
    }

    private static ScalarFunction function(
            String name, SqlType type, int arguments, Function<List<@Nullable Object>, @Nullable Object> body) {
        return new Call(name, type, arguments, arguments, body);
    }

    /** A function with a fixed result type and between so and so many arguments. */
    private record Call(
            String name, SqlType result, int least, int most, Function<List<@Nullable Object>, @Nullable Object> body)
            implements ScalarFunction {
        @Override
        public SqlType type(List<SqlType> arguments) {
            if (arguments.size() < least || arguments.size() > most) {
                throw SqlFailure.of(174, name.toLowerCase(Locale.ROOT), most);
            }
            return result;
        }

        @Override
        public @Nullable Object apply(List<@Nullable Object> arguments) {
            return body.apply(arguments);
        }
    }
}
