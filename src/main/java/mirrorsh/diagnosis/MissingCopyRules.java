package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;

/** Copies that a mirror lacks though no half of a session says so (errors.md P38): restored under another name, or not made yet. */
final class MissingCopyRules implements Rule {
    @Override
    public List<Draft> apply(Case facts) {
        List<Draft> found = new ArrayList<>();
        for (Relation relation : facts.setup().relations()) {
            if (relation.witness().isEmpty()) {
                HostState one = facts.state(relation.one());
                HostState other = facts.state(relation.other());
                found.addAll(misnamed(one, other));
                found.addAll(misnamed(other, one));
            }
        }
        if (found.isEmpty() && facts.setup().sessions().isEmpty()) {
            unmade(facts).ifPresent(found::add);
        }
        return found;
    }

    private static List<Draft> misnamed(HostState principal, HostState mirror) {
        List<Database> copies = mirror.databases().stream()
                .filter(copy -> copy.isRestoring()
                        && copy.session().isEmpty()
                        && !copy.familyGuid().isEmpty())
                .filter(copy -> principal.database(copy.name()).isEmpty())
                .toList();
        if (copies.isEmpty()) {
            return List.of();
        }
        Map<String, Database> originals = new HashMap<>();
        principal.databases().stream()
                .filter(database -> database.isOnline() && database.session().isEmpty())
                .forEach(database -> originals.put(family(database), database));
        return copies.stream()
                .flatMap(copy -> Optional.ofNullable(originals.get(family(copy)))
                        .filter(original -> mirror.database(original.name()).isEmpty())
                        .map(original -> misnamed(principal, mirror, original, copy))
                        .stream())
                .toList();
    }

    private static String family(Database database) {
        return database.familyGuid().toLowerCase(Locale.ROOT);
    }

    private static Draft misnamed(HostState principal, HostState mirror, Database original, Database copy) {
        Draft draft = Draft.of("P38", Step.LEFTOVER, mirror.host())
                .cause(mirror.host() + " has the copy of " + Typed.name(original.name()) + " under another name, "
                        + Typed.name(copy.name()) + "; both partners have to call it the same.")
                .seen("family GUID " + copy.familyGuid() + " is that of " + Typed.name(original.name()) + " on "
                        + principal.host())
                .concerning(principal.host());
        return new Seeding(original.name(), principal.host(), mirror.host(), Optional.of(original)).anew(draft, copy);
    }

    /** Two hosts that are to trust each other, and between them one database that could be meant. */
    private static Optional<Draft> unmade(Case facts) {
        List<Relation> relations = facts.setup().relations().stream()
                .filter(relation -> relation.witness().isEmpty())
                .toList();
        if (relations.size() != 1) {
            return Optional.empty();
        }
        HostState one = facts.state(relations.get(0).one());
        HostState other = facts.state(relations.get(0).other());
        List<Draft> found = new ArrayList<>();
        one.databases().forEach(database -> candidate(one, other, database).ifPresent(found::add));
        other.databases().forEach(database -> candidate(other, one, database).ifPresent(found::add));
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static Optional<Draft> candidate(HostState principal, HostState mirror, Database original) {
        if (!original.isOnline()
                || original.inAvailabilityGroup()
                || mirror.database(original.name()).isPresent()) {
            return Optional.empty();
        }
        String name = Typed.name(original.name());
        Draft draft = Draft.of("P38", Step.START, mirror.host())
                .cause("No database is mirrored yet. " + name + " is the only one on " + principal.host()
                        + " that could be, and " + mirror.host() + " has no copy of it.")
                .seen("no database " + name + " on " + mirror.host())
                .confidence(Confidence.POSSIBLE)
                .absent("Database " + name)
                .concerning(principal.host());
        return Optional.of(
                new Seeding(original.name(), principal.host(), mirror.host(), Optional.of(original)).prepare(draft));
    }
}
