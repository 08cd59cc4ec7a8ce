package mirrorsh.lab.type;

/** A sink that does something of its own with rows, and passes on what is not rows. */
public interface PassingSink extends ResponseSink {
    /** The sink behind it. */
    ResponseSink target();

    @Override
    default void message(SqlMessage message) {
        target().message(message);
    }

    @Override
    default void environment(EnvironmentChange change) {
        target().environment(change);
    }

    @Override
    default void flush() {
        target().flush();
    }
}
