package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.lab.machine.Disk;
import mirrorsh.lab.machine.ErrorLog;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Machine;
import mirrorsh.lab.machine.TestClock;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.CertificateStatement;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate;
import mirrorsh.lab.sql.ast.EndpointStatement;
import mirrorsh.lab.sql.ast.EndpointStatement.Authentication;
import mirrorsh.lab.sql.ast.EndpointStatement.CreateEndpoint;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import mirrorsh.lab.sql.ast.EndpointStatement.MirroringOptions;
import mirrorsh.lab.sql.ast.EndpointStatement.TcpOptions;
import mirrorsh.lab.sql.ast.KeyStatement;
import mirrorsh.lab.sql.ast.KeyStatement.AlterMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.CreateMasterKey;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.PermissionStatement;
import mirrorsh.lab.sql.ast.PermissionStatement.AlterAuthorization;
import mirrorsh.lab.sql.ast.PermissionStatement.Grant;
import mirrorsh.lab.sql.ast.PermissionStatement.Securable;
import mirrorsh.lab.sql.ast.PrincipalStatement;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateUser;
import mirrorsh.lab.sql.ast.PrincipalStatement.LoginOptions;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** One instance in a folder, and short ways to type the procedure's statements. */
final class TestHost {
    static final String PASSWORD = "Str0ng&Secret";
    static final String DATA = "C:\\data";

    /** Local time is two hours ahead of UTC. */
    final TestClock clock = new TestClock(Instant.parse("2026-03-10T10:00:00Z"), ZoneId.of("+02:00"));

    final TestKeys keys = new TestKeys();
    final DatabaseSecurity master = DatabaseSecurity.fresh();
    final Disk disk;
    final ErrorLog errorLog = new ErrorLog(clock);
    final InstanceSecurity security;

    TestHost(Path folder) {
        this(folder, "HOST_A", Installation.Version.SQL_2022, Installation.Edition.DEVELOPER);
    }

    TestHost(Path folder, String name) {
        this(folder, name, Installation.Version.SQL_2022, Installation.Edition.DEVELOPER);
    }

    TestHost(Path folder, String name, Installation.Version version, Installation.Edition edition) {
        disk = new Disk(folder.resolve(name));
        try {
            disk.createFolder(DATA);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Installation installation = new Installation(name, version, edition, new Machine(name, clock, disk, errorLog));
        security = new InstanceSecurity(installation, master, new SecureRandom(), new SecuritySetup("sa", keys, DATA));
    }

    // ---------------------------------------------------------------- running

    static Caller sa() {
        return new Caller("sa", true, "master", false, 51);
    }

    static Caller caller(String login) {
        return new Caller(login, false, "master", false, 60);
    }

    void run(AdminStatement statement) {
        run(statement, sa(), master);
    }

    void run(AdminStatement statement, Caller caller, DatabaseSecurity database) {
        if (statement instanceof KeyStatement key) {
            security.execute(key, caller, database);
        } else if (statement instanceof CertificateStatement certificate) {
            security.execute(certificate, caller, database);
        } else if (statement instanceof EndpointStatement endpoint) {
            security.execute(endpoint, caller);
        } else if (statement instanceof PrincipalStatement principal) {
            security.execute(principal, caller, database);
        } else if (statement instanceof PermissionStatement permission) {
            security.execute(permission, caller, database);
        } else {
            throw new IllegalArgumentException(statement.toString());
        }
    }

    /** The number that refuses the statement. */
    int refusal(AdminStatement statement) {
        return refusal(statement, sa(), master);
    }

    int refusal(AdminStatement statement, Caller caller, DatabaseSecurity database) {
        SqlFailure failure = catchThrowableOfType(SqlFailure.class, () -> run(statement, caller, database));
        assertThat(failure).as("refusal of %s", statement).isNotNull();
        return failure.number();
    }

    // ---------------------------------------------------------------- statements

    static CreateMasterKey masterKey() {
        return new CreateMasterKey(PASSWORD);
    }

    static AlterMasterKey alterMasterKey(AlterMasterKey.Change change) {
        return new AlterMasterKey(change, null);
    }

    static CreateCertificate certificate(String name) {
        return certificate(name, null, null);
    }

    static CreateCertificate certificate(String name, @Nullable String start, @Nullable String expiry) {
        return new CreateCertificate(
                name,
                null,
                new CreateCertificate.Generated(null, name + " of mirroring", start, expiry),
                Optional.empty());
    }

    static CreateCertificate imported(String name, @Nullable String owner, byte[] der) {
        return new CreateCertificate(name, owner, new CreateCertificate.FromBinary(der, null), Optional.empty());
    }

    static CreateEndpoint endpoint(String certificate) {
        return new CreateEndpoint(
                "Mirroring",
                null,
                EndpointState.STARTED,
                new TcpOptions(5022, "ALL"),
                new MirroringOptions(new Authentication(null, certificate, true), null, EndpointRole.ALL));
    }

    static LoginOptions options(@Nullable String password) {
        return new LoginOptions(password, null, null, false, false, null, null, null, null, null, null);
    }

    static CreateLogin login(String name) {
        return new CreateLogin(name, options("Qw3rty-Secret"));
    }

    static CreateUser user(String name, @Nullable String login) {
        return new CreateUser(name, login, false, null, null);
    }

    static Grant grant(String permission, @Nullable Securable on, String grantee) {
        return new Grant(Grant.Verb.GRANT, List.of(permission), on, List.of(grantee), false, false);
    }

    static Grant permission(Grant.Verb verb, String permission, @Nullable Securable on, String grantee) {
        return new Grant(verb, List.of(permission), on, List.of(grantee), false, false);
    }

    static Securable on(String type, String name) {
        return new Securable(type, ObjectName.of(name));
    }

    static Grant connect(String grantee) {
        return grant("CONNECT", on("ENDPOINT", "Mirroring"), grantee);
    }

    static AlterAuthorization owner(String type, String name, String owner) {
        return new AlterAuthorization(on(type, name), owner);
    }

    // ---------------------------------------------------------------- stages

    /** Master key, certificate, endpoint: {@code <name>_cert}. */
    void outbound(String certificate) {
        run(masterKey());
        run(certificate(certificate));
        run(endpoint(certificate));
    }

    /** Login, user, the peer's certificate and CONNECT. */
    void inbound(String peer, byte[] der) {
        run(login(peer + "_login"));
        run(user(peer + "_user", peer + "_login"));
        run(imported(peer + "_cert", peer + "_user", der));
        run(connect(peer + "_login"));
    }

    byte[] der(String certificate) {
        return (byte[]) java.util.Objects.requireNonNull(call("CERTENCODED", call("CERT_ID", certificate)));
    }

    // ---------------------------------------------------------------- reading

    @Nullable
    Object call(String function, @Nullable Object... arguments) {
        return call(sa(), function, arguments);
    }

    @Nullable
    Object call(Caller caller, String function, @Nullable Object... arguments) {
        return security.function(function, caller, master).orElseThrow().apply(Arrays.asList(arguments));
    }

    List<Map<String, @Nullable Object>> view(String name) {
        return view(name, sa(), master);
    }

    List<Map<String, @Nullable Object>> view(String name, Caller caller, DatabaseSecurity database) {
        Relation relation = security.view(database, "sys", name, caller).orElseThrow();
        return relation.rows().stream()
                .map(row -> {
                    assertThat(row).as(name).hasSameSizeAs(relation.columns());
                    Map<String, @Nullable Object> named = new HashMap<>();
                    for (int i = 0; i < row.length; i++) {
                        Column column = relation.columns().get(i);
                        assertThat(row[i] == null && !column.nullable())
                                .as("NULL in %s.%s", name, column.name())
                                .isFalse();
                        named.put(column.name(), row[i]);
                    }
                    return named;
                })
                .toList();
    }

    Map<String, @Nullable Object> row(String view, String column, Object value) {
        return view(view).stream()
                .filter(row -> value.equals(row.get(column)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row of " + view + " with " + column + " = " + value));
    }

    List<Object> column(String view, String column) {
        return column(view, column, sa());
    }

    List<Object> column(String view, String column, Caller caller) {
        return view(view, caller, master).stream()
                .map(row -> row.get(column))
                .map(Object.class::cast)
                .toList();
    }
}
