package mirrorsh.tsql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements on the credential with which an instance reaches a container of backups. */
public final class CredentialStatements {
    private static final Pattern CONTAINER = Pattern.compile("(?i)https://[^/]+(?:/[^/]+)?");

    private CredentialStatements() {}

    /** The part of a URL that names the container: server and first folder, without a slash at the end. */
    public static String container(String url) {
        Matcher container = CONTAINER.matcher(url);
        return container.lookingAt() ? container.group() : url;
    }

    /** Whether there is one of that name: 1 or 0. */
    public static Batch exists(String name) {
        return Batch.inMaster(SqlText.keywords("SELECT COUNT(*) FROM sys.credentials WHERE name = ")
                .string(name));
    }

    /** With a shared access signature; its identity is a fixed word. */
    public static Batch create(String name, SecretSource signature) {
        return Batch.inMaster(SqlText.keywords("CREATE CREDENTIAL ")
                .name(name)
                .and("\n   WITH IDENTITY = N'SHARED ACCESS SIGNATURE', SECRET = ")
                .secret(signature));
    }

    public static Batch drop(String name) {
        return Batch.inMaster(SqlText.keywords("DROP CREDENTIAL ").name(name));
    }
}
