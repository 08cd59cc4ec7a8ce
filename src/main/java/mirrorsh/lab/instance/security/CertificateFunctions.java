package mirrorsh.lab.instance.security;

import java.security.PrivateKey;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.instance.security.SecurityFunction.Arguments;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.Variant;
import org.jspecify.annotations.Nullable;

/** CERT_ID, CERTENCODED, CERTPRIVATEKEY and CERTPROPERTY (catalog.md §4.4). */
record CertificateFunctions(Realm realm, Caller caller, DatabaseSecurity database) {
    private static final SqlType BYTES = SqlType.varbinary(8000);

    Optional<SecurityFunction> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "CERT_ID" -> new SecurityFunction(name, SqlType.INT, 1, 1, this::id);
                    case "CERTENCODED" -> new SecurityFunction(name, BYTES, 1, 1, this::encoded);
                    case "CERTPRIVATEKEY" -> new SecurityFunction(name, BYTES, 2, 3, this::privateKey);
                    case "CERTPROPERTY" -> new SecurityFunction(name, SqlType.SQL_VARIANT, 2, 2, this::property);
                    default -> null;
                });
    }

    private @Nullable Object id(Arguments arguments) {
        String name = arguments.text(0);
        if (name == null) {
            return null;
        }
        boolean bracketed = name.length() > 2 && name.startsWith("[") && name.endsWith("]");
        String bare = bracketed ? name.substring(1, name.length() - 1).replace("]]", "]") : name;
        return database.certificate(bare)
                .filter(authority()::sees)
                .map(Certificate::id)
                .orElse(null);
    }

    private Authority authority() {
        return Authority.of(realm, caller, database);
    }

    private Optional<Certificate> visible(Arguments arguments) {
        Integer id = arguments.number(0);
        return id == null ? Optional.empty() : database.certificate(id).filter(authority()::sees);
    }

    private @Nullable Object encoded(Arguments arguments) {
        return visible(arguments).map(found -> found.der().clone()).orElse(null);
    }

    /** The lab's own container in place of PVK; NULL where the key cannot be had. */
    private @Nullable Object privateKey(Arguments arguments) {
        String encryption = arguments.text(1);
        Optional<Certificate> certificate =
                visible(arguments).filter(found -> authority().onCertificate(found, "CL"));
        if (certificate.isEmpty() || encryption == null) {
            return null;
        }
        PasswordPolicy.check(encryption, "", realm.installation().machine().name());
        try {
            PrivateKey key =
                    new CertificateKeys(realm).take(certificate.get(), arguments.text(2), database, caller.sessionId());
            return PrivateKeyFile.write(key, encryption, realm);
        } catch (SqlFailure unavailable) {
            return null; // a function answers NULL where a statement would be refused
        }
    }

    private @Nullable Object property(Arguments arguments) {
        String property = arguments.text(1);
        Certificate certificate = visible(arguments).orElse(null);
        if (certificate == null || property == null) {
            return null;
        }
        return switch (property.toUpperCase(Locale.ROOT)) {
            case "EXPIRY_DATE" -> new Variant(SqlType.DATETIME, certificate.expiry());
            case "START_DATE" -> new Variant(SqlType.DATETIME, certificate.start());
            case "ISSUER_NAME" -> new Variant(SqlType.nvarchar(442), certificate.issuer());
            case "CERT_SERIAL_NUMBER" -> new Variant(SqlType.nvarchar(64), certificate.serialNumber());
            case "SUBJECT" -> new Variant(SqlType.nvarchar(4000), certificate.subject());
            case "SID" -> new Variant(SqlType.varbinary(85), certificate.sid());
            case "STRING_SID" -> new Variant(SqlType.nvarchar(128), certificate.sidText());
            default -> null;
        };
    }
}
