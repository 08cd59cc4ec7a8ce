package mirrorsh.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;

/**
 * When the certificates that mirroring rests on expire. An expired one cuts no link that is up; the next one to be made fails
 * (procedure.md §13).
 *
 * @param certificates endpoints' own and imported copies, the first to expire first
 */
public record Expiry(List<Expiring> certificates) {
    public Expiry {
        certificates = List.copyOf(certificates);
    }

    /** How near it is. */
    public enum Level {
        FINE(Long.MAX_VALUE),
        /** Less than 90 days. */
        NOTICE(90),
        /** Less than 30 days. */
        WARNING(30),
        /** Less than 7 days. */
        URGENT(7),
        EXPIRED(0);

        private final long days;

        Level(long days) {
            this.days = days;
        }

        static Level of(Duration left) {
            Level level = FINE;
            for (Level each : values()) {
                boolean within = each == EXPIRED ? left.isNegative() || left.isZero() : left.toDays() < each.days;
                level = within ? each : level;
            }
            return level;
        }
    }

    /**
     * One certificate on one host.
     *
     * @param of host that proves itself with it: the same host for an endpoint's own, the peer for a copy; empty when the peer is not
     *     connected
     * @param daysLeft whole days by the host's own clock, negative when it has expired
     * @param next what to type, empty while there is time
     */
    public record Expiring(
            String host, String certificate, String of, Instant expiry, long daysLeft, Level level, String next) {
        /** The endpoint's own, not a copy. */
        public boolean isOwn() {
            return host.equals(of);
        }
    }

    public static Expiry of(Observation observation) {
        List<Expiring> found = new ArrayList<>();
        for (HostState state : observation.hosts().values()) {
            state.endpointCertificate().ifPresent(own -> found.add(expiring(observation, state, own)));
            state.certificates().stream()
                    .filter(Certificate::isPublicOnly)
                    .filter(copy ->
                            state.endpointCertificate().filter(copy::equals).isEmpty())
                    .forEach(copy -> found.add(expiring(observation, state, copy)));
        }
        found.sort(Comparator.comparing(Expiring::expiry)
                .thenComparing(Expiring::host)
                .thenComparing(Expiring::certificate));
        return new Expiry(found);
    }

    private static Expiring expiring(Observation observation, HostState state, Certificate certificate) {
        Duration left = Duration.between(state.instance().clock(), certificate.expiry());
        Level level = Level.of(left);
        String of = certificate.isPublicOnly() ? owner(observation, certificate) : state.host();
        return new Expiring(
                state.host(),
                certificate.name(),
                of,
                certificate.expiry(),
                left.isNegative() ? -left.negated().toDays() : left.toDays(),
                level,
                level == Level.FINE ? "" : next(observation, state, certificate, of));
    }

    /** The host whose private key belongs to it. */
    private static String owner(Observation observation, Certificate copy) {
        return observation.hosts().values().stream()
                .filter(other -> other.certificate(copy.thumbprint())
                        .filter(original -> !original.isPublicOnly())
                        .isPresent())
                .map(HostState::host)
                .findFirst()
                .orElse("");
    }

    private static String next(Observation observation, HostState state, Certificate certificate, String of) {
        if (of.isEmpty()) {
            return "renew it on the peer, then cert import PEER --on " + state.host();
        }
        Optional<Certificate> used = observation.of(of).endpointCertificate();
        boolean replaced = used.filter(own -> !own.thumbprint().equals(certificate.thumbprint()))
                .isPresent();
        if (!replaced) {
            return Typed.on("cert rotate", of);
        }
        return state.certificate(used.get().thumbprint()).isPresent()
                ? Typed.on("cert drop " + Typed.word(certificate.name()), state.host())
                : Typed.importing(state.host(), of, used.get().name(), of + "_user");
    }

    /** Those that expire within 90 days. */
    public List<Expiring> soon() {
        return certificates.stream().filter(each -> each.level() != Level.FINE).toList();
    }

    /** {@code {"certificates":[{"host":...,"certificate":...,"of":...,"expiry":...,"days":...,"level":...,"next":...}]}}. */
    public Map<String, Object> json() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Expiring each : certificates) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("host", each.host());
            row.put("certificate", each.certificate());
            row.put("of", each.of());
            row.put("expiry", each.expiry().atZone(ZoneOffset.UTC).toLocalDate().toString());
            row.put("days", each.daysLeft());
            row.put("level", each.level().name());
            row.put("next", each.next());
            rows.add(row);
        }
        return Map.of("certificates", rows);
    }
}
