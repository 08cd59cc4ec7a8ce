package mirrorsh.lab.instance.storage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.BackupStatement;
import mirrorsh.lab.sql.ast.BackupStatement.RestoreInfo;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** RESTORE FILELISTONLY, HEADERONLY, LABELONLY and VERIFYONLY (catalog.md §7.5, §7.6). */
final class RestoreInformation {
    private static final int PAGE = 8192;

    private final Version version;
    private final BackupDevices devices;
    private final Encryption encryption;

    RestoreInformation(Version version, BackupDevices devices, Encryption encryption) {
        this.encryption = encryption;
        this.version = version;
        this.devices = devices;
    }

    void execute(RestoreInfo statement, Caller caller, ResponseSink sink) {
        String verb = "RESTORE " + statement.information();
        try {
            if (!caller.rights().onServer("CRDB")) {
                throw SqlFailure.of(262, "CREATE DATABASE", "master");
            }
            BackupOptions options = BackupOptions.ofInformation(statement.options());
            tell(statement.information(), devices.devices(statement.devices(), options), options, sink);
        } catch (SqlFailure e) {
            throw e.followedBy(3013, verb);
        }
    }

    /** One family tells of the whole media set (inferred: the documented grammar has one device for it); to verify takes them all. */
    private void tell(
            BackupStatement.RestoreInformation what,
            List<BackupDevice> devices,
            BackupOptions options,
            ResponseSink sink) {
        int position = options.number("FILE", 1);
        switch (what) {
            case HEADERONLY ->
                new HeaderView(version, devices.get(0).kind())
                        .send(sink, MediaSet.some(devices).entries());
            case LABELONLY -> {
                if (devices.size() > 1) {
                    throw SqlFailure.of(49999, "RESTORE LABELONLY from several devices");
                }
                labels().send(sink, List.of(devices.get(0).read()));
            }
            case FILELISTONLY -> {
                MediaSet media = MediaSet.some(devices);
                fileList(opened(media.first().entry(position).set()), sink);
            }
            case VERIFYONLY -> {
                Restores.checkChecksums(
                        options, opened(MediaSet.whole(devices).entry(position).set()));
                sink.message(Messages.message(3262, position));
            }
        }
    }

    private BackupSet opened(BackupSet set) {
        encryption.open(set); // what is inside cannot be read without it, the header can
        return set;
    }

    /** A file and the backup set that tells of it. */
    private record Listed(BackupSet set, DatabaseFile file) {}

    private void fileList(BackupSet set, ResponseSink sink) {
        List<Listed> rows = new ArrayList<>();
        set.files().forEach(file -> rows.add(new Listed(set, file)));
        BigDecimal most = new BigDecimal("35184372080640");
        BigDecimal mostLog = new BigDecimal("2199023255552");
        new View<Listed>()
                .column("LogicalName", SqlType.SYSNAME, r -> r.file().logicalName())
                .column("PhysicalName", SqlType.nvarchar(260), r -> r.file().path())
                .column(
                        "Type",
                        SqlType.character(SqlType.Kind.CHAR, 1),
                        r -> r.file().log() ? "L" : "D")
                .column("FileGroupName", SqlType.SYSNAME, r -> r.file().log() ? null : "PRIMARY")
                .column("Size", View.SIZE, r -> BigDecimal.valueOf((long) DatabaseFile.PAGES * PAGE))
                .column("MaxSize", View.SIZE, r -> r.file().log() ? mostLog : most)
                .column("FileID", SqlType.BIGINT, r -> (long) r.file().id())
                .column("CreateLSN", SqlType.LSN, r -> createLsn(r.file()))
                .column("DropLSN", SqlType.LSN, r -> BigDecimal.ZERO)
                .column("UniqueID", SqlType.UNIQUEIDENTIFIER, r -> r.file().guid())
                .column("ReadOnlyLSN", SqlType.LSN, r -> BigDecimal.ZERO)
                .column("ReadWriteLSN", SqlType.LSN, r -> BigDecimal.ZERO)
                .column(
                        "BackupSizeInBytes",
                        SqlType.BIGINT,
                        r -> r.file().id() == 1 ? Progress.pages(r.set()) * PAGE : 0L)
                .column("SourceBlockSize", SqlType.INT, r -> 512)
                .column("FileGroupID", SqlType.INT, r -> r.file().log() ? 0 : 1)
                .column("LogGroupGUID", SqlType.UNIQUEIDENTIFIER, r -> null)
                .column(
                        "DifferentialBaseLSN",
                        SqlType.LSN,
                        r -> HeaderView.lsn(r.set().range().differentialBase()))
                .column("DifferentialBaseGUID", SqlType.UNIQUEIDENTIFIER, r -> null)
                .column("IsReadOnly", SqlType.BIT, r -> r.set().options().readOnly())
                .column("IsPresent", SqlType.BIT, r -> true)
                .column("TDEThumbprint", SqlType.varbinary(32), r -> encryptor(r.set()))
                // from 2016 on; unconfirmed for late builds of 2014
                .when(version.atLeast(Version.SQL_2016), v -> v.column("SnapshotURL", SqlType.nvarchar(360), r -> null))
                .send(sink, rows);
    }

    private static byte @Nullable [] encryptor(BackupSet set) {
        return set.encryptor().length == 0 ? null : set.encryptor();
    }

    private static BigDecimal createLsn(DatabaseFile file) {
        return file.createLsn() == 0 ? BigDecimal.ZERO : Lsn.scaled(file.createLsn());
    }

    private View<BackupMedia> labels() {
        return new View<BackupMedia>()
                .column("MediaName", SqlType.SYSNAME, m -> m.header().name())
                .column("MediaSetId", SqlType.UNIQUEIDENTIFIER, m -> m.header().id())
                .column("FamilyCount", SqlType.INT, m -> m.header().families())
                .column("FamilySequenceNumber", SqlType.INT, m -> m.family().number())
                .column(
                        "MediaFamilyId",
                        SqlType.UNIQUEIDENTIFIER,
                        m -> m.family().id())
                .column("MediaSequenceNumber", SqlType.INT, m -> 1)
                .column("MediaLabelPresent", SqlType.TINYINT, m -> 0)
                .column(
                        "MediaDescription",
                        SqlType.nvarchar(255),
                        m -> m.header().description())
                .column("SoftwareName", SqlType.SYSNAME, m -> "Microsoft SQL Server")
                .column("SoftwareVendorId", SqlType.INT, m -> HeaderView.VENDOR)
                .column("MediaDate", SqlType.DATETIME, m -> m.header().written())
                .column("Mirror_Count", SqlType.INT, m -> 1)
                .column(
                        "IsCompressed",
                        SqlType.BIT,
                        m -> m.entries().stream()
                                .anyMatch(entry -> entry.set().label().compressed()));
    }
}
