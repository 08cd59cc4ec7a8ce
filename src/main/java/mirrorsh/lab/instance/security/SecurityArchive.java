package mirrorsh.lab.instance.security;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bytes of a {@link DatabaseSecurity} in a backup. */
final class SecurityArchive {
    private static final int FORMAT = 2;
    private static final int LONGEST = 1 << 20;

    private SecurityArchive() {}

    static void write(DatabaseSecurity security, DataOutput out) throws IOException {
        out.writeInt(FORMAT);
        out.writeInt(security.nextIds()[0]);
        out.writeInt(security.nextIds()[1]);
        out.writeInt(security.principals().size());
        for (DatabasePrincipal principal : security.principals()) {
            write(principal, out);
        }
        out.writeInt(security.memberships().size());
        for (Membership membership : security.memberships()) {
            out.writeInt(membership.role());
            out.writeInt(membership.member());
        }
        out.writeInt(security.permissions().all().size());
        for (Permissions.Entry entry : security.permissions().all()) {
            out.writeUTF(entry.on().securable().name());
            out.writeInt(entry.on().major());
            out.writeInt(entry.grantee());
            out.writeInt(entry.grantor());
            out.writeUTF(entry.type());
            out.writeUTF(entry.state().name());
        }
        out.writeBoolean(security.masterKey().isPresent());
        if (security.masterKey().isPresent()) {
            write(security.masterKey().get(), out);
        }
        out.writeInt(security.certificates().size());
        for (Certificate certificate : security.certificates()) {
            write(certificate, out);
        }
        out.writeBoolean(security.encryption().isPresent());
        if (security.encryption().isPresent()) {
            write(security.encryption().get(), out);
        }
    }

    static DatabaseSecurity read(DataInput in) throws IOException {
        if (in.readInt() != FORMAT) {
            throw new IOException("The security part of the backup has an unknown format.");
        }
        DatabaseSecurity security = new DatabaseSecurity();
        security.nextIds(in.readInt(), in.readInt());
        for (int left = count(in); left > 0; left--) {
            security.put(principal(in));
        }
        for (int left = count(in); left > 0; left--) {
            security.memberships().add(new Membership(in.readInt(), in.readInt()));
        }
        for (int left = count(in); left > 0; left--) {
            security.permissions().put(permission(in));
        }
        if (in.readBoolean()) {
            security.keep(masterKey(in));
        }
        for (int left = count(in); left > 0; left--) {
            security.put(certificate(in));
        }
        if (in.readBoolean()) {
            security.encryption(encryption(in));
        }
        return security;
    }

    private static void write(DatabasePrincipal principal, DataOutput out) throws IOException {
        out.writeInt(principal.id());
        out.writeUTF(principal.name());
        out.writeUTF(principal.kind().name());
        byte[] sid = principal.sid();
        out.writeBoolean(sid != null);
        if (sid != null) {
            write(sid, out);
        }
        String schema = principal.defaultSchema();
        out.writeBoolean(schema != null);
        if (schema != null) {
            out.writeUTF(schema);
        }
        out.writeBoolean(principal.mapped());
        out.writeUTF(principal.created().toString());
        out.writeUTF(principal.modified().toString());
    }

    private static DatabasePrincipal principal(DataInput in) throws IOException {
        int id = in.readInt();
        String name = in.readUTF();
        DatabasePrincipal.Kind kind = constant(DatabasePrincipal.Kind.class, in.readUTF());
        byte @Nullable [] sid = in.readBoolean() ? bytes(in) : null;
        String schema = in.readBoolean() ? in.readUTF() : null;
        return new DatabasePrincipal(id, name, kind, sid, schema, in.readBoolean(), time(in), time(in));
    }

    private static Permissions.Entry permission(DataInput in) throws IOException {
        SecurableClass securable = constant(SecurableClass.class, in.readUTF());
        Permissions.On on = new Permissions.On(securable, in.readInt());
        int grantee = in.readInt();
        int grantor = in.readInt();
        String type = in.readUTF();
        return new Permissions.Entry(on, grantee, grantor, type, constant(Permissions.State.class, in.readUTF()));
    }

    private static void write(MasterKey key, DataOutput out) throws IOException {
        out.writeUTF(key.guid().toString());
        out.writeUTF(key.created().toString());
        out.writeUTF(key.modified().toString());
        out.writeInt(key.passwordCopies().size());
        for (byte[] copy : key.passwordCopies()) {
            write(copy, out);
        }
        MasterKey.ServerCopy copy = key.serverCopy();
        out.writeBoolean(copy != null);
        if (copy != null) {
            out.writeUTF(copy.serviceMasterKey().toString());
            write(copy.sealed(), out);
        }
    }

    private static MasterKey masterKey(DataInput in) throws IOException {
        UUID guid = uuid(in);
        LocalDateTime created = time(in);
        LocalDateTime modified = time(in);
        List<byte[]> copies = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            copies.add(bytes(in));
        }
        MasterKey.ServerCopy copy = in.readBoolean() ? new MasterKey.ServerCopy(uuid(in), bytes(in)) : null;
        return new MasterKey(guid, created, modified, copies, copy);
    }

    private static void write(Certificate certificate, DataOutput out) throws IOException {
        out.writeInt(certificate.id());
        out.writeUTF(certificate.name());
        out.writeInt(certificate.owner());
        out.writeBoolean(certificate.activeForDialog());
        write(certificate.der(), out);
        out.writeUTF(certificate.key().code());
        write(CertificateKeys.sealed(certificate.key()), out);
        LocalDateTime backup = certificate.keyBackup();
        out.writeUTF(backup == null ? "" : backup.toString());
    }

    private static Certificate certificate(DataInput in) throws IOException {
        int id = in.readInt();
        String name = in.readUTF();
        int owner = in.readInt();
        boolean active = in.readBoolean();
        byte[] der = bytes(in);
        X509Certificate x509 = X509.parse(der).orElseThrow(() -> damaged("a certificate"));
        String code = in.readUTF();
        byte[] sealed = bytes(in);
        HeldKey key = switch (code) {
            case "NA" -> new HeldKey.None();
            case "MK" -> new HeldKey.ByMasterKey(sealed);
            case "PW" -> new HeldKey.ByPassword(sealed);
            default -> throw damaged("a private key");
        };
        String backup = in.readUTF();
        return new Certificate(
                id, name, owner, active, der, x509, key, backup.isEmpty() ? null : LocalDateTime.parse(backup));
    }

    private static void write(DatabaseEncryption encryption, DataOutput out) throws IOException {
        out.writeUTF(encryption.algorithm());
        write(encryption.thumbprint(), out);
        out.writeBoolean(encryption.on());
        out.writeUTF(encryption.created().toString());
        out.writeUTF(encryption.regenerated().toString());
        out.writeUTF(encryption.modified().toString());
        LocalDateTime set = encryption.set();
        out.writeUTF(set == null ? "" : set.toString());
    }

    private static DatabaseEncryption encryption(DataInput in) throws IOException {
        String algorithm = in.readUTF();
        byte[] thumbprint = bytes(in);
        boolean on = in.readBoolean();
        LocalDateTime created = time(in);
        LocalDateTime regenerated = time(in);
        LocalDateTime modified = time(in);
        String set = in.readUTF();
        return new DatabaseEncryption(
                algorithm,
                thumbprint,
                on,
                created,
                regenerated,
                modified,
                set.isEmpty() ? null : LocalDateTime.parse(set));
    }

    private static void write(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInput in) throws IOException {
        byte[] bytes = new byte[count(in)];
        in.readFully(bytes);
        return bytes;
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > LONGEST) {
            throw damaged("a length");
        }
        return count;
    }

    private static LocalDateTime time(DataInput in) throws IOException {
        try {
            return LocalDateTime.parse(in.readUTF());
        } catch (java.time.DateTimeException e) {
            throw new IOException("The security part of the backup is damaged at a date.", e);
        }
    }

    private static UUID uuid(DataInput in) throws IOException {
        try {
            return UUID.fromString(in.readUTF());
        } catch (IllegalArgumentException e) {
            throw new IOException("The security part of the backup is damaged at an identifier.", e);
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) throws IOException {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new IOException("The security part of the backup is damaged at " + name + ".", e);
        }
    }

    private static IOException damaged(String what) {
        return new IOException("The security part of the backup is damaged at " + what + ".");
    }
}
