package mirrorsh.tsql;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Statements on certificates in master (tsql.md §3). */
public final class CertificateStatements {
    // yyyymmdd is the one date form that no session language misreads (tsql.md §3.1)
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    /** Of a certificate that is there only while its file is looked at. */
    public static final String TRIAL = "mirrorsh_trial";

    /** State of the error 50000 with which a trial ends whose file held another certificate: others raise 50000, too. */
    public static final int ANOTHER_CERTIFICATE = 87;

    private CertificateStatements() {}

    /**
     * A self-signed certificate whose private key the database master key protects.
     *
     * @param start first day of validity, UTC
     * @param expiry last day of validity, UTC
     */
    public static Batch create(String certificate, String subject, LocalDate start, LocalDate expiry) {
        return Batch.inMaster(SqlText.keywords("CREATE CERTIFICATE ")
                .name(certificate)
                .and("\n   WITH SUBJECT = ")
                .string(subject)
                .and(",\n   START_DATE = ")
                .string(DATE.format(start))
                .and(",\n   EXPIRY_DATE = ")
                .string(DATE.format(expiry)));
    }

    /** A peer's public certificate from its DER bytes (SQL Server 2012 and later). */
    public static Batch fromBinary(String certificate, String owner, byte[] der) {
        return Batch.inMaster(
                owned(certificate, owner).and("\n   FROM BINARY = ").binary(der));
    }

    /** A peer's public certificate from a DER file on the host's disk. */
    public static Batch fromFile(String certificate, String owner, String path) {
        return Batch.inMaster(owned(certificate, owner).and("\n   FROM FILE = ").string(path));
    }

    /** Reads a DER file under the name {@link #TRIAL}, as which it grants nothing. */
    public static Batch tryFile(String path) {
        return fromFile(TRIAL, "dbo", path);
    }

    /** Ends what {@link #tryFile} began: refused with error 50000 and state {@link #ANOTHER_CERTIFICATE} when the file held another one. */
    public static Batch endTrial(byte[] thumbprint) {
        return Batch.inMaster(SqlText.keywords(
                        "DECLARE @found varbinary(20) = (SELECT thumbprint FROM sys.certificates WHERE name = ")
                .string(TRIAL)
                .and(");\nDROP CERTIFICATE ")
                .name(TRIAL)
                .and(";\nIF ISNULL(@found, 0x) <> ")
                .binary(thumbprint)
                .and("\n    RAISERROR(N'The file holds another certificate.', 16, " + ANOTHER_CERTIFICATE + ")"));
    }

    private static SqlText owned(String certificate, String owner) {
        return SqlText.keywords("CREATE CERTIFICATE ")
                .name(certificate)
                .and("\n   AUTHORIZATION ")
                .name(owner);
    }

    /** Writes the public part to a file; never the private key. */
    public static Batch backup(String certificate, String path) {
        return Batch.inMaster(SqlText.keywords("BACKUP CERTIFICATE ")
                .name(certificate)
                .and(" TO FILE = ")
                .string(path));
    }

    public static Batch changeOwner(String certificate, String owner) {
        return Batch.inMaster(SqlText.keywords("ALTER AUTHORIZATION ON CERTIFICATE::")
                .name(certificate)
                .and(" TO ")
                .name(owner));
    }

    public static Batch drop(String certificate) {
        return Batch.inMaster(SqlText.keywords("DROP CERTIFICATE ").name(certificate));
    }

    /** Asks in which of these databases a certificate with a private key has a word in its name; a row each, the database's name. */
    public static Batch elsewhere(List<String> databases, String word) {
        String pattern = "%" + word.replace("[", "[[]").replace("%", "[%]").replace("_", "[_]") + "%";
        SqlText text = SqlText.keywords("");
        for (String database : databases) {
            text = text.and(database.equals(databases.get(0)) ? "SELECT " : "\nUNION ALL\nSELECT ")
                    .string(database)
                    .and(" AS found FROM ")
                    .name(database)
                    .and(".sys.certificates WHERE pvt_key_encryption_type <> 'NA' AND name LIKE ")
                    .string(pattern);
        }
        return Batch.inMaster(text);
    }
}
