package mirrorsh.lab.instance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * xp_instance_regread, as far as scripts read default folders with it (tsql.md §10.2). The value goes to the OUTPUT argument where
 * there is one, else it is a result of one row. For one call.
 */
final class RegistryProcedure implements Procedure {
    static final String NAME = "xp_instance_regread";
    private static final String KEY = "software\\microsoft\\mssqlserver\\mssqlserver";
    private static final int VALUE_POSITION = 3;

    private final String home;
    private final InstanceSession session;
    private @Nullable String value;

    RegistryProcedure(Instance instance, InstanceSession session) {
        this.home = instance.installation().home();
        this.session = session;
    }

    @Override
    public boolean hasOutput(int position) {
        return position == VALUE_POSITION;
    }

    @Override
    public Optional<Object> output(int position) {
        return Optional.ofNullable(value);
    }

    @Override
    public int call(List<Argument> arguments, ResponseSink sink, Cancellation cancellation) {
        if (!session.caller(false).sysadmin()) {
            throw SqlFailure.of(229, "EXECUTE", NAME);
        }
        String root = text(arguments, 0);
        String key = text(arguments, 1).toLowerCase(Locale.ROOT);
        String name = text(arguments, 2);
        if (!root.equalsIgnoreCase("HKEY_LOCAL_MACHINE") || !key.equals(KEY)) {
            throw SqlFailure.of(49999, NAME + " of the key " + root + "\\" + key);
        }
        value = switch (name.toLowerCase(Locale.ROOT)) {
            case "defaultdata", "defaultlog" -> home + "\\DATA";
            case "backupdirectory" -> home + "\\Backup";
            default -> throw SqlFailure.of(49999, NAME + " of the value " + name);
        };
        if (arguments.size() <= VALUE_POSITION) {
            new ViewRows()
                    .column("Value", SqlType.nvarchar(256))
                    .column("Data", SqlType.nvarchar(256))
                    .row(name, value)
                    .sendTo(sink);
        }
        return 0;
    }

    private static String text(List<Argument> arguments, int position) {
        Object given = position < arguments.size() ? arguments.get(position).value() : null;
        if (given == null) {
            throw SqlFailure.of(201, NAME, "@p" + (position + 1));
        }
        return given.toString();
    }
}
