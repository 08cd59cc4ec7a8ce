package mirrorsh.lab.instance.storage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** The result of RESTORE HEADERONLY: one row for each backup set, columns in the documented order (catalog.md §7.5). */
final class HeaderView {
    /** SoftwareVendorId of SQL Server. */
    static final int VENDOR = 4608;

    private static final int COPY_ONLY_FLAG = 512;
    private static final int CHECKSUM_FLAG = 16;

    private final Version version;

    private final int device;

    /** @param device the kind of the device that is read */
    HeaderView(Version version, int device) {
        this.version = version;
        this.device = device;
    }

    /** A set and its place. */
    private record Placed(int position, BackupSet set) {
        BackupSet.Label label() {
            return set.label();
        }

        BackupSet.Range range() {
            return set.range();
        }
    }

    /** An LSN where 0 stands for none. */
    static @Nullable BigDecimal lsn(long lsn) {
        return lsn == 0 ? null : Lsn.scaled(lsn);
    }

    /** The internal version of a database, one for each release (unconfirmed: no reference lists them). */
    static int databaseVersion(int major) {
        return switch (major) {
            case 11 -> 706;
            case 12 -> 782;
            case 13 -> 852;
            case 14 -> 869;
            case 15 -> 904;
            default -> 957;
        };
    }

    static @Nullable String algorithm(BackupSet set) {
        BackupSet.Cipher cipher = set.cipher();
        return cipher == null ? null : cipher.algorithm();
    }

    static byte @Nullable [] thumbprint(BackupSet set) {
        BackupSet.Cipher cipher = set.cipher();
        return cipher == null ? null : cipher.thumbprint();
    }

    static @Nullable String encryptorType(BackupSet set) {
        return set.cipher() == null ? null : "CERTIFICATE";
    }

    void send(ResponseSink sink, List<BackupMedia.Entry> entries) {
        List<Placed> rows = new ArrayList<>();
        for (BackupMedia.Entry entry : entries) {
            rows.add(new Placed(rows.size() + 1, entry.set()));
        }
        View<Placed> view = new View<>();
        what(view);
        from(view);
        where(view);
        software(view);
        flags(view);
        chain(view);
        tail(view);
        view.send(sink, rows);
    }

    private void what(View<Placed> view) {
        view.column("BackupName", SqlType.nvarchar(128), r -> r.label().name())
                .column(
                        "BackupDescription",
                        SqlType.nvarchar(255),
                        r -> r.label().description())
                .column("BackupType", SqlType.SMALLINT, r -> r.label().type().number())
                .column("ExpirationDate", SqlType.DATETIME, r -> r.label().expiration())
                .column("Compressed", SqlType.BIT, r -> r.label().compressed())
                .column("Position", SqlType.SMALLINT, Placed::position)
                .column("DeviceType", SqlType.TINYINT, r -> device);
    }

    private static void from(View<Placed> view) {
        view.column("UserName", SqlType.nvarchar(128), r -> r.label().user())
                .column(
                        "ServerName",
                        SqlType.nvarchar(128),
                        r -> r.set().origin().server())
                .column(
                        "DatabaseName",
                        SqlType.nvarchar(128),
                        r -> r.set().database().name())
                .column(
                        "DatabaseVersion",
                        SqlType.INT,
                        r -> databaseVersion(r.set().origin().major()))
                .column(
                        "DatabaseCreationDate",
                        SqlType.DATETIME,
                        r -> r.set().database().created())
                .column(
                        "BackupSize",
                        View.SIZE,
                        r -> BigDecimal.valueOf(r.label().size()))
                .column("FirstLSN", SqlType.LSN, r -> Lsn.scaled(r.range().first()))
                .column("LastLSN", SqlType.LSN, r -> Lsn.scaled(r.range().last()))
                .column("CheckpointLSN", SqlType.LSN, r -> Lsn.scaled(r.range().checkpoint()))
                .column(
                        "DatabaseBackupLSN",
                        SqlType.LSN,
                        r -> r.range().fullBackup() == 0
                                ? BigDecimal.ZERO
                                : Lsn.scaled(r.range().fullBackup()))
                .column("BackupStartDate", SqlType.DATETIME, r -> r.label().start())
                .column("BackupFinishDate", SqlType.DATETIME, r -> r.label().finish());
    }

    private static void where(View<Placed> view) {
        view.column("SortOrder", SqlType.SMALLINT, r -> 52)
                .column("CodePage", SqlType.SMALLINT, r -> 0)
                .column("UnicodeLocaleId", SqlType.INT, r -> 1033)
                .column("UnicodeComparisonStyle", SqlType.INT, r -> 196609)
                .column(
                        "CompatibilityLevel",
                        SqlType.TINYINT,
                        r -> r.set().options().compatibility());
    }

    private static void software(View<Placed> view) {
        view.column("SoftwareVendorId", SqlType.INT, r -> VENDOR)
                .column(
                        "SoftwareVersionMajor",
                        SqlType.INT,
                        r -> r.set().origin().major())
                .column(
                        "SoftwareVersionMinor",
                        SqlType.INT,
                        r -> r.set().origin().minor())
                .column(
                        "SoftwareVersionBuild",
                        SqlType.INT,
                        r -> r.set().origin().build())
                .column(
                        "MachineName",
                        SqlType.nvarchar(128),
                        r -> r.set().origin().machine())
                .column(
                        "Flags",
                        SqlType.INT,
                        r -> (r.label().copyOnly() ? COPY_ONLY_FLAG : 0)
                                + (r.label().checksum() ? CHECKSUM_FLAG : 0))
                .column(
                        "BindingID",
                        SqlType.UNIQUEIDENTIFIER,
                        r -> r.set().database().database())
                .column(
                        "RecoveryForkID",
                        SqlType.UNIQUEIDENTIFIER,
                        r -> r.range().lastFork())
                .column(
                        "Collation",
                        SqlType.nvarchar(128),
                        r -> r.set().options().collation())
                .column(
                        "FamilyGUID",
                        SqlType.UNIQUEIDENTIFIER,
                        r -> r.set().database().family());
    }

    private static void flags(View<Placed> view) {
        view.zeroBits("HasBulkLoggedData", "IsSnapshot")
                .column("IsReadOnly", SqlType.BIT, r -> r.set().options().readOnly())
                .column(
                        "IsSingleUser",
                        SqlType.BIT,
                        r -> r.set().options().access() == DatabaseOptions.Access.SINGLE_USER)
                .column("HasBackupChecksums", SqlType.BIT, r -> r.label().checksum())
                .zeroBits("IsDamaged")
                .column("BeginsLogChain", SqlType.BIT, r -> r.range().beginsLogChain())
                .zeroBits("HasIncompleteMetaData", "IsForceOffline")
                .column("IsCopyOnly", SqlType.BIT, r -> r.label().copyOnly());
    }

    private static void chain(View<Placed> view) {
        view.column(
                        "FirstRecoveryForkID",
                        SqlType.UNIQUEIDENTIFIER,
                        r -> r.range().firstFork())
                .column(
                        "ForkPointLSN",
                        SqlType.LSN,
                        r -> r.range().forkPoint() == null
                                ? null
                                : Lsn.scaled(r.range().forkPoint()))
                .column("RecoveryModel", View.DESCRIPTION, r -> r.set().recoveryModel())
                .column("DifferentialBaseLSN", SqlType.LSN, r -> lsn(r.range().differentialBase()))
                .column("DifferentialBaseGUID", SqlType.UNIQUEIDENTIFIER, r -> null)
                .column(
                        "BackupTypeDescription",
                        View.DESCRIPTION,
                        r -> r.label().type().description());
    }

    private void tail(View<Placed> view) {
        view.column("BackupSetGUID", SqlType.UNIQUEIDENTIFIER, r -> r.label().guid())
                .column("CompressedBackupSize", SqlType.BIGINT, r -> r.label().size())
                .required("containment", SqlType.TINYINT, r -> 0)
                .when(
                        version.atLeast(Version.SQL_2014),
                        v -> v.column("KeyAlgorithm", SqlType.nvarchar(32), r -> algorithm(r.set()))
                                .column("EncryptorThumbprint", SqlType.varbinary(20), r -> thumbprint(r.set()))
                                .column("EncryptorType", SqlType.nvarchar(32), r -> encryptorType(r.set())))
                // types of the 2022 tail are unconfirmed
                .when(
                        version.atLeast(Version.SQL_2022),
                        v -> v.column("LastValidRestoreTime", SqlType.DATETIME, r -> null)
                                .column(
                                        "TimeZone",
                                        SqlType.SMALLINT,
                                        r -> r.set().origin().timeZone())
                                .column(
                                        "CompressionAlgorithm",
                                        SqlType.nvarchar(32),
                                        r -> r.label().compressed() ? "MS_XPRESS" : null));
    }
}
