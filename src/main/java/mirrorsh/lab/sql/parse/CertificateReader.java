package mirrorsh.lab.sql.parse;

import java.util.Optional;
import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.CertificateStatement;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate.FromBinary;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate.FromFile;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate.Generated;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate.Source;
import mirrorsh.lab.sql.ast.CertificateStatement.PrivateKeySource;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import org.jspecify.annotations.Nullable;

/** Certificates (tsql.md §3). */
final class CertificateReader extends TsqlGrammarBaseVisitor<AdminStatement> {
    @Override
    public AdminStatement visitCreateCertificate(TsqlGrammar.CreateCertificateContext context) {
        return new CertificateStatement.CreateCertificate(
                Names.of(context.identifier(0)),
                Names.orNull(context.identifier(1)),
                new SourceReader().visit(context.certificateSource()),
                active(context.activeForDialog()));
    }

    @Override
    public AdminStatement visitAlterCertificate(TsqlGrammar.AlterCertificateContext context) {
        return new CertificateStatement.AlterCertificate(
                Names.of(context.identifier()),
                context.REMOVE() != null,
                privateKey(context.privateKey()),
                active(context.activeForDialog()));
    }

    @Override
    public AdminStatement visitDropCertificate(TsqlGrammar.DropCertificateContext context) {
        return new CertificateStatement.DropCertificate(Names.of(context.identifier()));
    }

    @Override
    public AdminStatement visitBackupCertificate(TsqlGrammar.BackupCertificateContext context) {
        return new CertificateStatement.BackupCertificate(
                Names.of(context.identifier()),
                Literals.text(context.STRING()),
                isPfx(context.certificateFormat()),
                privateKey(context.privateKey()));
    }

    private static Optional<Boolean> active(TsqlGrammar.@Nullable ActiveForDialogContext context) {
        return context == null ? Optional.empty() : Optional.of(context.onOff().ON() != null);
    }

    private static boolean isPfx(TsqlGrammar.@Nullable CertificateFormatContext context) {
        if (context == null) {
            return false;
        }
        if (!Literals.text(context.STRING()).equalsIgnoreCase("PFX")) {
            throw Refusal.near(context.STRING().getSymbol());
        }
        return true;
    }

    private static @Nullable PrivateKeySource privateKey(TsqlGrammar.@Nullable PrivateKeyContext context) {
        if (context == null) {
            return null;
        }
        Once once = new Once();
        String file = null;
        byte[] binary = null;
        String decryption = null;
        String encryption = null;
        for (TsqlGrammar.PrivateKeyOptionContext option : context.privateKeyOption()) {
            if (option.FILE() != null) {
                once.note("place", option);
                file = Literals.text(option.STRING());
            } else if (option.BINARY() != null) {
                once.note("place", option);
                binary = Literals.bytes(option.HEX());
            } else if (option.DECRYPTION() != null) {
                once.note("decryption", option);
                decryption = KeyReader.password(option.password());
            } else {
                once.note("encryption", option);
                encryption = KeyReader.password(option.password());
            }
        }
        return new PrivateKeySource(file, binary, decryption, encryption);
    }

    /** Where a new certificate comes from. */
    private static final class SourceReader extends TsqlGrammarBaseVisitor<Source> {
        @Override
        public Source visitCertificateOfAssembly(TsqlGrammar.CertificateOfAssemblyContext context) {
            throw Refusal.notImitated(context, "CREATE CERTIFICATE FROM ASSEMBLY");
        }

        @Override
        public Source visitCertificateFromFile(TsqlGrammar.CertificateFromFileContext context) {
            if (context.EXECUTABLE() != null) {
                throw Refusal.notImitated(context, "CREATE CERTIFICATE FROM EXECUTABLE FILE");
            }
            return new FromFile(
                    Literals.text(context.STRING()),
                    isPfx(context.certificateFormat()),
                    privateKey(context.privateKey()));
        }

        @Override
        public Source visitCertificateFromBinary(TsqlGrammar.CertificateFromBinaryContext context) {
            return new FromBinary(Literals.bytes(context.HEX()), privateKey(context.privateKey()));
        }

        @Override
        public Source visitGeneratedCertificate(TsqlGrammar.GeneratedCertificateContext context) {
            Once once = new Once();
            String subject = null;
            String start = null;
            String expiry = null;
            for (TsqlGrammar.CertificateOptionContext option : context.certificateOption()) {
                once.note(Names.upper(option.getStart().getText()), option);
                String text = Literals.text(option.STRING());
                if (option.SUBJECT() != null) {
                    subject = text;
                } else if (option.START_DATE() != null) {
                    start = text;
                } else {
                    expiry = text;
                }
            }
            return new Generated(KeyReader.passwordOrNull(context.password()), subject, start, expiry);
        }
    }
}
