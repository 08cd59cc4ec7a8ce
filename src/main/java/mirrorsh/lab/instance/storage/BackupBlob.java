package mirrorsh.lab.instance.storage;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import mirrorsh.lab.instance.security.Credential;
import mirrorsh.lab.machine.BlobStore;
import mirrorsh.lab.machine.BlobStore.Access;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/**
 * A backup in a blob of the lab's object storage (tsql.md §8, URL). From 2016 on the credential with the container's name lets the
 * instance in, before, and whenever WITH CREDENTIAL names it, one that holds an account and its key. Which operating system errors
 * 3201 tells is unconfirmed, and so are the numbers of what only blobs refuse (49998).
 *
 * @param credential of WITH CREDENTIAL; null without it
 */
record BackupBlob(
        BlobStore store,
        Principals principals,
        Version version,
        String path,
        @Nullable String credential) implements BackupDevice {
    static final int KIND = 9;

    private static final Pattern BLOB =
            Pattern.compile("(?i)https://([a-z0-9]{3,24})\\.blob\\.core\\.[a-z0-9.]+/[a-z0-9$-]{3,63}/[^?#]*[^?#/]");
    private static final Pattern ACCOUNT_KEY = Pattern.compile("[A-Za-z0-9+/]+={0,2}");
    private static final String SIGNATURE = "SHARED ACCESS SIGNATURE";
    private static final String NOT_FOUND = "2(The system cannot find the file specified.)";
    private static final String DENIED = "5(Access is denied.)";
    private static final String WRONG_SECRET = "86(The specified network password is not correct.)";

    /** Whether a device's name is a URL. */
    static boolean isUrl(String path) {
        return path.toLowerCase(Locale.ROOT).startsWith("https://");
    }

    /** Refuses URLs that lead nowhere in the lab; 49999. */
    BackupBlob checked() {
        if (!BLOB.matcher(path).matches()) {
            throw SqlFailure.of(
                    49999,
                    "a backup URL of another form than https://account.blob.core.windows.net/container/blob: " + path);
        }
        return this;
    }

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public SqlFailure absent() {
        return SqlFailure.of(3201, path, NOT_FOUND);
    }

    @Override
    public Optional<BackupMedia> find() {
        enter(Access.READ);
        return store.read(path).map(bytes -> BackupMedia.decode(bytes, path));
    }

    @Override
    public void checkWritable(BackupOptions options) {
        if (options.has("RETAINDAYS") || options.has("EXPIREDATE")) {
            throw refused("a backup in a blob cannot be kept from being overwritten by a date");
        }
        enter(Access.WRITE);
        if (store.exists(path) && !options.has("FORMAT")) {
            throw refused("the blob '" + path + "' is there already, and only WITH FORMAT overwrites it");
        }
    }

    @Override
    public void write(BackupMedia media) {
        enter(Access.WRITE);
        store.write(path, media.encode());
    }

    private void enter(Access access) {
        if (credential == null) {
            enterContainer(access);
        } else {
            enterAccount(credential);
        }
    }

    private void enterContainer(Access access) {
        if (!version.atLeast(Version.SQL_2016)) {
            throw refused("before SQL Server 2016 a backup in a blob needs WITH CREDENTIAL");
        }
        Credential found =
                principals.credential(BlobStore.container(path)).orElseThrow(() -> SqlFailure.of(3201, path, DENIED));
        if (!found.identity().equalsIgnoreCase(SIGNATURE)) {
            throw SqlFailure.of(3201, path, DENIED);
        }
        if (found.secret() == null || !store.admits(found.secret(), access)) {
            throw SqlFailure.of(3201, path, WRONG_SECRET);
        }
    }

    private void enterAccount(String name) {
        Credential found = principals
                .credential(name)
                .orElseThrow(() -> refused("there is no credential '" + name + "', or you have no permission"));
        if (found.identity().equalsIgnoreCase(SIGNATURE)) {
            throw refused("WITH CREDENTIAL does not go with a shared access signature");
        }
        String account = path.substring("https://".length(), path.indexOf('.'));
        String key = found.secret();
        if (!found.identity().equalsIgnoreCase(account)
                || key == null
                || !ACCOUNT_KEY.matcher(key).matches()) {
            throw SqlFailure.of(3201, path, WRONG_SECRET);
        }
    }

    private static SqlFailure refused(String why) {
        return SqlFailure.of(49998, why);
    }
}
