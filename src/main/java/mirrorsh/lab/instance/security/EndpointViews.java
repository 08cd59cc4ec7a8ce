package mirrorsh.lab.instance.security;

import static mirrorsh.lab.instance.security.CatalogView.joined;
import static mirrorsh.lab.instance.security.CatalogView.row;
import static mirrorsh.lab.type.Column.notNull;
import static mirrorsh.lab.type.Column.of;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionAlgorithm;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionMode;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import mirrorsh.lab.sql.ast.EndpointStatement.WindowsMethod;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** sys.endpoints and its two extensions (catalog.md §2.2, §3.1, §3.2). */
record EndpointViews(Realm realm, Authority authority) {
    static final List<Column> ENDPOINTS = List.of(
            notNull("name", SqlType.SYSNAME),
            notNull("endpoint_id", SqlType.INT),
            of("principal_id", SqlType.INT),
            notNull("protocol", SqlType.TINYINT),
            of("protocol_desc", SqlType.nvarchar(60)),
            notNull("type", SqlType.TINYINT),
            of("type_desc", SqlType.nvarchar(60)),
            of("state", SqlType.TINYINT),
            of("state_desc", SqlType.nvarchar(60)),
            notNull("is_admin_endpoint", SqlType.BIT));
    static final List<Column> TCP_ENDPOINTS = joined(
            ENDPOINTS,
            List.of(
                    notNull("port", SqlType.INT),
                    notNull("is_dynamic_port", SqlType.BIT),
                    of("ip_address", SqlType.nvarchar(45))));
    static final List<Column> MIRRORING_ENDPOINTS = joined(
            ENDPOINTS,
            List.of(
                    of("role", SqlType.TINYINT),
                    of("role_desc", SqlType.nvarchar(60)),
                    notNull("is_encryption_enabled", SqlType.BIT),
                    notNull("connection_auth", SqlType.TINYINT),
                    of("connection_auth_desc", SqlType.nvarchar(60)),
                    notNull("certificate_id", SqlType.INT),
                    notNull("encryption_algorithm", SqlType.TINYINT),
                    of("encryption_algorithm_desc", SqlType.nvarchar(60))));

    List<@Nullable Object[]> endpoints() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        visible().forEach(endpoint -> rows.add(common(endpoint)));
        return rows;
    }

    List<@Nullable Object[]> tcpEndpoints() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Endpoint endpoint : visible()) {
            if (endpoint.protocol() == Endpoint.Protocol.TCP) {
                EndpointSettings mirroring = endpoint.mirroring();
                // T-SQL endpoints show port 0 (unconfirmed)
                rows.add(joined(
                        common(endpoint),
                        mirroring == null ? 0 : mirroring.port(),
                        false,
                        mirroring == null ? null : mirroring.ip().orElse(null)));
            }
        }
        return rows;
    }

    List<@Nullable Object[]> mirroringEndpoints() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Endpoint endpoint : visible()) {
            EndpointSettings mirroring = endpoint.mirroring();
            if (mirroring != null) {
                rows.add(joined(
                        common(endpoint),
                        role(mirroring.role()),
                        mirroring.role().name(),
                        mirroring.encryption() != EncryptionMode.DISABLED,
                        authentication(mirroring),
                        authenticationText(mirroring),
                        mirroring.certificateId(),
                        algorithm(mirroring),
                        algorithmText(mirroring)));
            }
        }
        return rows;
    }

    private List<Endpoint> visible() {
        return realm.server().endpoints().all().stream().filter(authority::sees).toList();
    }

    private static @Nullable Object[] common(Endpoint endpoint) {
        EndpointSettings mirroring = endpoint.mirroring();
        return row(
                endpoint.name(),
                endpoint.id(),
                endpoint.owner(),
                endpoint.protocol().code(),
                endpoint.protocol().name(),
                mirroring == null ? 2 : 4,
                mirroring == null ? "TSQL" : "DATABASE_MIRRORING",
                mirroring == null ? 0 : state(mirroring.state()),
                mirroring == null ? "STARTED" : mirroring.state().name(),
                endpoint.admin());
    }

    private static int role(EndpointRole role) {
        return switch (role) {
            case PARTNER -> 1;
            case WITNESS -> 2;
            case ALL -> 3;
        };
    }

    private static int state(EndpointState state) {
        return switch (state) {
            case STARTED -> 0;
            case STOPPED -> 1;
            case DISABLED -> 2;
        };
    }

    /** 1 to 3 Windows alone, 4 certificate alone, 5 to 7 Windows first, 8 to 10 certificate first. */
    private static int authentication(EndpointSettings mirroring) {
        if (mirroring.windows().isEmpty()) {
            return 4;
        }
        int method = mirroring.windows().get().ordinal() + 1;
        if (mirroring.certificateId() == 0) {
            return method;
        }
        return method + (mirroring.certificateFirst() ? 7 : 4);
    }

    private static String authenticationText(EndpointSettings mirroring) {
        String windows = mirroring.windows().map(WindowsMethod::name).orElse("");
        if (windows.isEmpty()) {
            return "CERTIFICATE";
        }
        if (mirroring.certificateId() == 0) {
            return windows;
        }
        return mirroring.certificateFirst() ? "CERTIFICATE, " + windows : windows + ", CERTIFICATE";
    }

    private static int algorithm(EndpointSettings mirroring) {
        if (mirroring.encryption() == EncryptionMode.DISABLED) {
            return 0;
        }
        boolean supported = mirroring.encryption() == EncryptionMode.SUPPORTED;
        boolean aesFirst = mirroring.algorithms().get(0) == EncryptionAlgorithm.AES;
        if (mirroring.algorithms().size() == 1) {
            return (supported ? 3 : 1) + (aesFirst ? 1 : 0);
        }
        return (supported ? 7 : 5) + (aesFirst ? 1 : 0);
    }

    private static String algorithmText(EndpointSettings mirroring) {
        if (mirroring.encryption() == EncryptionMode.DISABLED) {
            return "NONE";
        }
        String algorithms = String.join(
                ", ",
                mirroring.algorithms().stream().map(EncryptionAlgorithm::name).toList());
        return mirroring.encryption() == EncryptionMode.SUPPORTED ? "NONE, " + algorithms : algorithms;
    }
}
