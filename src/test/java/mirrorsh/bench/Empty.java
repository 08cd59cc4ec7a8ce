package mirrorsh.bench;

/** The floor: what a JVM takes to do nothing. */
public final class Empty {
    private Empty() {}

    public static void main(String[] arguments) {
        // nothing
    }
}
