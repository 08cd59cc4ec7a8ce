package mirrorsh.command;

import java.util.List;
import java.util.function.BiFunction;
import mirrorsh.effect.Effect;
import picocli.CommandLine.Mixin;

/** A command that changes one mirroring session: that of the database named, or of the only one mirrored, on one host. */
abstract class SessionChange implements Doing {
    /** Which side of its session a database is to have on the host. */
    interface Side {
        String name(OneDatabase database, Session session, String host);
    }

    private final String title;
    private final Side side;
    private final BiFunction<String, String, Effect> effect;

    @Mixin
    private OneDatabase database = new OneDatabase();

    @Mixin
    private HostScope scope = new HostScope();

    /**
     * @param title what the command is called in the history, without the database
     * @param effect the one that is wanted of a host and a database
     */
    SessionChange(String title, Side side, BiFunction<String, String, Effect> effect) {
        this.title = title;
        this.side = side;
        this.effect = effect;
    }

    @Override
    public final Result run(Session session) {
        String host = scope.host(session);
        String name = side.name(database, session, host);
        return EffectRun.of(session, title + " " + name, List.of(effect.apply(host, name)));
    }
}
