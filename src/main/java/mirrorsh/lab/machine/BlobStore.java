package mirrorsh.lab.machine;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The object storage that the machines of one lab share: blobs behind URLs {@code https://account.blob.core.windows.net/container/blob},
 * in memory. It has every account and container that is asked for; what lets a caller in is a shared access signature that has a
 * signature ({@code sig}), has not expired ({@code se}) and has the permission ({@code sp}). Safe to share.
 */
public final class BlobStore {
    private final Clock clock;
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

    /** @param clock its own, by which signatures expire */
    public BlobStore(Clock clock) {
        this.clock = clock;
    }

    /** What a caller wants to do. */
    public enum Access {
        READ("r"),
        WRITE("wc");

        private final String letters;

        Access(String letters) {
            this.letters = letters;
        }

        private boolean isAmong(String permissions) {
            return letters.chars().anyMatch(letter -> permissions.indexOf(letter) >= 0);
        }
    }

    /** Whether a shared access signature, as the storage's portal shows it but without the question mark, lets its bearer in. */
    public boolean admits(String signature, Access access) {
        Map<String, String> fields = new HashMap<>();
        for (String field : signature.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals).toLowerCase(Locale.ROOT), field.substring(equals + 1));
            }
        }
        String permissions = fields.get("sp"); // a stored access policy has them, where the signature does not
        return !signature.startsWith("?")
                && !fields.getOrDefault("sig", "").isEmpty()
                && isCurrent(fields.get("se"))
                && (permissions == null || access.isAmong(permissions));
    }

    private boolean isCurrent(@org.jspecify.annotations.Nullable String expiry) {
        if (expiry == null) {
            return true;
        }
        try {
            String time = expiry.replace("%3A", ":").replace("%3a", ":");
            Instant end = OffsetDateTime.parse(time.length() == 10 ? time + "T00:00:00Z" : time)
                    .toInstant();
            return end.isAfter(clock.instant());
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A blob's content; empty where there is none. */
    public Optional<byte[]> read(String url) {
        return Optional.ofNullable(blobs.get(key(url))).map(byte[]::clone);
    }

    public boolean exists(String url) {
        return blobs.containsKey(key(url));
    }

    /** Writes a blob, replacing one that is there. */
    public void write(String url, byte[] content) {
        blobs.put(key(url), content.clone());
    }

    /** Removes a blob; nothing happens where there is none. */
    public void delete(String url) {
        blobs.remove(key(url));
    }

    /** Servers and containers have no case, blobs do. */
    private static String key(String url) {
        String container = container(url);
        return container.toLowerCase(Locale.ROOT) + url.substring(container.length());
    }

    /** The part of a URL that names the container, without a slash at its end. */
    public static String container(String url) {
        int path = url.indexOf('/', "https://".length());
        int blob = path < 0 ? -1 : url.indexOf('/', path + 1);
        return blob < 0 ? url : url.substring(0, blob);
    }
}
