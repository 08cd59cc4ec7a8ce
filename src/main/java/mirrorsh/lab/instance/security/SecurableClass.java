package mirrorsh.lab.instance.security;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a permission can be on, with the permissions that exist there: code and name (catalog.md §5.4). */
enum SecurableClass {
    SERVER(
            100,
            "CL CONTROL SERVER",
            "COSQ CONNECT SQL",
            "ALHE ALTER ANY ENDPOINT",
            "CRHE CREATE ENDPOINT",
            "ALLG ALTER ANY LOGIN",
            "ALCD ALTER ANY CREDENTIAL",
            "ALCO ALTER ANY CONNECTION",
            "ALDB ALTER ANY DATABASE",
            "CRDB CREATE ANY DATABASE",
            "VWAD VIEW ANY DEFINITION",
            "VWSS VIEW SERVER STATE",
            "VWDB VIEW ANY DATABASE",
            "SHDN SHUTDOWN"),
    SERVER_PRINCIPAL(101, "AL ALTER", "CL CONTROL", "VW VIEW DEFINITION", "IM IMPERSONATE"),
    ENDPOINT(105, "AL ALTER", "CO CONNECT", "CL CONTROL", "TO TAKE OWNERSHIP", "VW VIEW DEFINITION"),
    // codes below this class are not in catalog.md, which has the server's only
    DATABASE(
            0,
            "CO CONNECT",
            "CL CONTROL",
            "AL ALTER",
            "TO TAKE OWNERSHIP",
            "VW VIEW DEFINITION",
            "ALUS ALTER ANY USER",
            "ALRL ALTER ANY ROLE",
            "ALCF ALTER ANY CERTIFICATE",
            "CRCF CREATE CERTIFICATE",
            "CRDB CREATE DATABASE",
            "CRTB CREATE TABLE",
            "BADB BACKUP DATABASE",
            "BALO BACKUP LOG",
            "VWDS VIEW DATABASE STATE",
            "SL SELECT",
            "IN INSERT",
            "UP UPDATE",
            "DL DELETE",
            "EX EXECUTE"),
    DATABASE_PRINCIPAL(4, "AL ALTER", "CL CONTROL", "VW VIEW DEFINITION", "IM IMPERSONATE"),
    CERTIFICATE(25, "AL ALTER", "CL CONTROL", "TO TAKE OWNERSHIP", "VW VIEW DEFINITION", "RF REFERENCES");

    private final int code;
    private final Map<String, String> namesByType = new LinkedHashMap<>();

    SecurableClass(int code, String... permissions) {
        this.code = code;
        for (String permission : permissions) {
            int blank = permission.indexOf(' ');
            namesByType.put(permission.substring(0, blank), permission.substring(blank + 1));
        }
    }

    /** The catalog's class. */
    int code() {
        return code;
    }

    boolean atServer() {
        return code >= 100;
    }

    /** The permission's name, for example CONNECT for CO. */
    String permissionName(String type) {
        return namesByType.getOrDefault(type, type);
    }

    /** The permission's code by its upper-cased name, empty where there is no such permission on this. */
    Optional<String> type(String permissionName) {
        return namesByType.entrySet().stream()
                .filter(entry -> entry.getValue().equals(permissionName))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    List<String> types() {
        return List.copyOf(namesByType.keySet());
    }

    /** By the word of {@code ON word::name}. */
    static Optional<SecurableClass> of(String word) {
        return switch (word) {
            case "LOGIN", "SERVER ROLE" -> Optional.of(SERVER_PRINCIPAL);
            case "USER", "ROLE" -> Optional.of(DATABASE_PRINCIPAL);
            default ->
                Arrays.stream(values())
                        .filter(value -> value.name().equals(word))
                        .findFirst();
        };
    }
}
