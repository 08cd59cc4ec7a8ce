package mirrorsh.runbook;

/**
 * A host as a runbook speaks of it; in text it is its name.
 *
 * @param name the operator's name for it
 */
public record Host(String name) {
    @Override
    public String toString() {
        return name;
    }
}
