package mirrorsh.lab.instance;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.instance.Settings.Setting;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;

/** sp_configure: shows the options; of changes, that of {@code show advanced options} only. */
record ConfigureProcedure(Instance instance, InstanceSession session) implements Procedure {
    static final String NAME = "sp_configure";

    @Override
    public int call(List<Argument> arguments, ResponseSink sink, Cancellation cancellation) {
        ProcedureArguments given = new ProcedureArguments(NAME, List.of("@configname", "@configvalue"), arguments);
        Optional<String> name = given.text("@configname");
        Optional<Integer> value = given.number("@configvalue");
        if (name.isEmpty()) {
            show(visible(), sink);
        } else if (value.isEmpty()) {
            show(List.of(named(name.get())), sink);
        } else {
            change(named(name.get()), value.get(), sink);
        }
        return 0;
    }

    private List<Setting> visible() {
        boolean advanced = instance.settings().areAdvancedShown();
        return instance.settings().all().stream()
                .filter(setting -> advanced || !setting.advanced())
                .sorted(Comparator.comparing(setting -> setting.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** Any part of a name will do that is in one name only. */
    private Setting named(String part) {
        List<Setting> found = visible().stream()
                .filter(setting -> setting.name().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)))
                .toList();
        if (found.isEmpty()) {
            throw SqlFailure.of(15123, part);
        }
        return found.stream()
                .filter(setting -> found.size() == 1 || setting.name().equalsIgnoreCase(part))
                .findFirst()
                .orElseThrow(() -> SqlFailure.of(15124, part));
    }

    private void show(List<Setting> settings, ResponseSink sink) {
        ViewRows rows = new ViewRows()
                .key("name", SqlType.nvarchar(35))
                .column("minimum", SqlType.INT)
                .column("maximum", SqlType.INT)
                .column("config_value", SqlType.INT)
                .column("run_value", SqlType.INT);
        for (Setting setting : settings) {
            int configured = instance.settings().configured(setting);
            rows.row(
                    setting.name(),
                    setting.minimum(),
                    setting.maximum(),
                    configured,
                    instance.settings().inUse(setting));
        }
        rows.sendTo(sink);
    }

    private void change(Setting setting, int value, ResponseSink sink) {
        if (!session.caller(false).sysadmin()) {
            throw SqlFailure.of(15247);
        }
        if (value < setting.minimum() || value > setting.maximum()) {
            throw SqlFailure.of(15129, value, setting.name());
        }
        int before = instance.settings().configured(setting);
        if (setting.showsAdvanced()) {
            instance.settings().showAdvanced(value);
        } else if (value != before) {
            throw SqlFailure.of(49999, "a change of the configuration option '" + setting.name() + "'");
        }
        sink.message(Messages.message(15457, setting.name(), before, value));
    }
}
