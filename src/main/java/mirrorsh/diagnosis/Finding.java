package mirrorsh.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mirrorsh.effect.PartnerSet;
import mirrorsh.effect.SessionSynchronized;
import mirrorsh.effect.WitnessSet;

/**
 * One thing that is wrong.
 *
 * @param id row of errors.md §9, P01 to P62, or S01 to S06 for a running session's state
 * @param host where it is to be mended
 * @param cause one sentence
 * @param evidence what shows it, one thing each; may be empty
 * @param mends what to do, in order
 * @param dependsOn {@link #key keys} of other findings of the same diagnosis that this one follows from
 */
public record Finding(
        String id,
        String host,
        String cause,
        List<String> evidence,
        Confidence confidence,
        List<Mend> mends,
        Set<String> dependsOn) {
    public Finding {
        evidence = List.copyOf(evidence);
        mends = List.copyOf(mends);
        dependsOn = Set.copyOf(dependsOn);
    }

    /** {@code P18@HOST_B}. */
    public String key() {
        return key(id, host);
    }

    static String key(String id, String host) {
        return id + "@" + host;
    }

    /** How much of a session has to work for its mends: 0 nothing, 1 the way to the partner, 2 the session, 3 the way to the witness. */
    int needs() {
        return mends.stream()
                .flatMap(mend -> mend.effects().stream())
                .mapToInt(effect -> {
                    if (effect instanceof PartnerSet set) {
                        return set.onMirror() ? 0 : 1;
                    }
                    return effect instanceof WitnessSet ? 3 : effect instanceof SessionSynchronized ? 2 : 0;
                })
                .max()
                .orElse(3); // nothing that the runner does
    }

    /** Id, host, cause, evidence, confidence, keys of the findings that it follows from, and what is typed against it. */
    public Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("host", host);
        fields.put("cause", cause);
        fields.put("evidence", evidence);
        fields.put("confidence", confidence.name());
        fields.put("follows", dependsOn.stream().sorted().toList());
        fields.put("mend", mends.stream().map(Mend::command).toList());
        return fields;
    }
}
