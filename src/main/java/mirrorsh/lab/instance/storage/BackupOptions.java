package mirrorsh.lab.instance.storage;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mirrorsh.lab.sql.ast.BackupStatement.BackupOption;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** The WITH options of one BACKUP or RESTORE (tsql.md §8, §9). */
final class BackupOptions {
    private static final Set<String> COMMON = Set.of(
            "CHECKSUM",
            "NO_CHECKSUM",
            "STOP_ON_ERROR",
            "CONTINUE_AFTER_ERROR",
            "STATS",
            "BLOCKSIZE",
            "BUFFERCOUNT",
            "MAXTRANSFERSIZE",
            "CREDENTIAL",
            "REWIND",
            "NOREWIND",
            "UNLOAD",
            "NOUNLOAD",
            "NORECOVERY");
    private static final Set<String> BACKUP = Set.of(
            "DIFFERENTIAL",
            "COPY_ONLY",
            "COMPRESSION",
            "NO_COMPRESSION",
            "NAME",
            "DESCRIPTION",
            "RETAINDAYS",
            "EXPIREDATE",
            "INIT",
            "NOINIT",
            "SKIP",
            "NOSKIP",
            "FORMAT",
            "NOFORMAT",
            "MEDIANAME",
            "MEDIADESCRIPTION",
            "NO_TRUNCATE",
            "STANDBY",
            "ENCRYPTION",
            "SERVER CERTIFICATE");
    private static final Set<String> RESTORE = Set.of(
            "RECOVERY",
            "STANDBY",
            "FILE",
            "REPLACE",
            "RESTART",
            "RESTRICTED_USER",
            "NEW_BROKER",
            "ENABLE_BROKER",
            "ERROR_BROKER_CONVERSATIONS",
            "STOPAT",
            "STOPATMARK",
            "STOPBEFOREMARK",
            // without replication and change data capture there is nothing of them to keep
            "KEEP_REPLICATION",
            "KEEP_CDC");
    private static final Set<String> NOT_IN_THE_LAB = Set.of("FILE_SNAPSHOT", "PARTIAL", "LOADHISTORY", "MEDIANAME");
    private static final int SMALLEST_BLOCK = 512;
    private static final int LARGEST_BLOCK = 65_536;
    private static final List<Set<String>> OPPOSITES = List.of(
            Set.of("RECOVERY", "NORECOVERY", "STANDBY"),
            Set.of("KEEP_REPLICATION", "NORECOVERY"),
            Set.of("KEEP_CDC", "NORECOVERY"),
            Set.of("NEW_BROKER", "ENABLE_BROKER", "ERROR_BROKER_CONVERSATIONS"),
            Set.of("EXPIREDATE", "RETAINDAYS"),
            Set.of("INIT", "NOINIT"),
            Set.of("FORMAT", "NOFORMAT"),
            Set.of("STOPAT", "STOPATMARK", "STOPBEFOREMARK"),
            Set.of("CHECKSUM", "NO_CHECKSUM"),
            Set.of("COMPRESSION", "NO_COMPRESSION"));

    private final Map<String, @Nullable Expression> values = new LinkedHashMap<>();

    private BackupOptions(List<BackupOption> options, Set<String> allowed, String verb) {
        for (BackupOption option : options) {
            String name = option.name();
            if (!allowed.contains(name) && !COMMON.contains(name)) {
                throw NOT_IN_THE_LAB.contains(name)
                        ? SqlFailure.of(49999, verb + " ... WITH " + name)
                        : SqlFailure.of(155, name, verb);
            }
            values.put(name, option.value());
        }
        for (Set<String> opposites : OPPOSITES) {
            if (opposites.stream().filter(values::containsKey).count() > 1) {
                throw SqlFailure.of(3031, String.join(", ", opposites));
            }
        }
        checkBlockSize();
    }

    /** 155 for an option that BACKUP does not have, 49999 for one that the lab does not have. */
    static BackupOptions ofBackup(List<BackupOption> options) {
        return new BackupOptions(options, BACKUP, "BACKUP");
    }

    static BackupOptions ofRestore(List<BackupOption> options) {
        return new BackupOptions(options, RESTORE, "RESTORE");
    }

    /** Those of FILELISTONLY and its like; 3032 for others of RESTORE. */
    static BackupOptions ofInformation(List<BackupOption> options) {
        BackupOptions all = ofRestore(options);
        for (String name : all.values.keySet()) {
            boolean general = COMMON.contains(name) && !name.equals("NORECOVERY");
            if (!general && !name.equals("FILE")) {
                throw SqlFailure.of(3032, name);
            }
        }
        return all;
    }

    /** 3253 for a block size that no device has. */
    private void checkBlockSize() {
        int size = number("BLOCKSIZE", SMALLEST_BLOCK);
        if (Integer.bitCount(size) != 1 || size < SMALLEST_BLOCK || size > LARGEST_BLOCK) {
            throw SqlFailure.of(3253);
        }
    }

    /** Whether a log backup takes the tail and leaves the database restoring or in standby. */
    boolean takesTail() {
        return has("NORECOVERY") || has("STANDBY");
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable
    String text(String name) {
        return has(name) ? Literals.text(values.get(name)) : null;
    }

    /** A date and time, null without the option; 241 or 242 where it is none. */
    @Nullable
    LocalDateTime time(String name) {
        if (values.get(name) instanceof Expression.Literal literal && literal.value() instanceof LocalDateTime moment) {
            return moment;
        }
        String text = text(name);
        return text == null
                ? null
                : (LocalDateTime)
                        Conversion.convert(text, SqlType.nvarchar(Math.max(1, text.length())), SqlType.DATETIME, 0);
    }

    int number(String name, int otherwise) {
        return values.get(name) == null ? otherwise : Literals.number(values.get(name));
    }
}
