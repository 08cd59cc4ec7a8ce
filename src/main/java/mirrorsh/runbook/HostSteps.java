package mirrorsh.runbook;

import groovy.transform.NamedParam;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mirrorsh.effect.CertificateExists;
import mirrorsh.effect.CertificateExported;
import mirrorsh.effect.CertificateFileCopied;
import mirrorsh.effect.CertificateImported;
import mirrorsh.effect.ConnectGranted;
import mirrorsh.effect.Effect;
import mirrorsh.effect.EndpointListens;
import mirrorsh.effect.LoginExists;
import mirrorsh.effect.MasterKeyExists;
import mirrorsh.effect.PartnerSet;
import mirrorsh.effect.SafetySet;
import mirrorsh.effect.SessionSynchronized;
import mirrorsh.effect.UserExists;
import mirrorsh.tsql.EndpointEncryption;
import mirrorsh.tsql.EndpointRole;
import mirrorsh.tsql.SecretSource;

/**
 * What stands inside {@code on(host) { }}: the steps on one host. Every verb returns the effect that it stands for. Public for the
 * runbook language.
 */
public final class HostSteps extends BackupVerbs {
    HostSteps(String host, Secrets secrets) {
        super(host, secrets);
    }

    /** {@code createMasterKey(password: secret('masterkey'))}. */
    public Effect createMasterKey(
            @NamedParam(value = "password", type = SecretSource.class, required = true) Map<String, ?> values) {
        return step(
                new MasterKeyExists(host(), Values.of("createMasterKey", values).secret("password")));
    }

    /** {@code createCertificate(name: 'HOST_A_cert', subject: 'HOST_A certificate')}, perhaps with {@code until: '2027-12-31'}. */
    public Effect createCertificate(
            @NamedParam(value = "name", type = CharSequence.class, required = true)
                    @NamedParam(value = "subject", type = CharSequence.class, required = true)
                    @NamedParam(value = "until", type = CharSequence.class)
                    Map<String, ?> values) {
        Values given = Values.of("createCertificate", values);
        return step(new CertificateExists(
                host(), given.text("name"), given.text("subject"), day("until", given.text("until", ""))));
    }

    private static Optional<LocalDate> day(String name, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "createCertificate: " + name + " cannot be '" + text + "': expected a day such as 2027-12-31.", e);
        }
    }

    /** {@code createEndpoint(name: 'Endpoint_Mirroring', port: 7024, certificate: 'HOST_A_cert', ...)}. */
    public Effect createEndpoint(
            @NamedParam(value = "name", type = CharSequence.class, required = true)
                    @NamedParam(value = "port", type = Integer.class, required = true)
                    @NamedParam(value = "certificate", type = CharSequence.class, required = true)
                    @NamedParam(value = "encryption", type = CharSequence.class)
                    @NamedParam(value = "role", type = CharSequence.class)
                    @NamedParam(value = "ip", type = CharSequence.class)
                    Map<String, ?> values) {
        Values given = Values.of("createEndpoint", values);
        return step(new EndpointListens(
                host(),
                given.text("name"),
                given.number("port"),
                given.text("ip", ""),
                given.text("certificate"),
                encryption(given.text("encryption", EndpointEncryption.REQUIRED_AES.clause())),
                role(given.text("role", EndpointRole.ALL.name()))));
    }

    private static EndpointEncryption encryption(String clause) {
        return Arrays.stream(EndpointEncryption.values())
                .filter(each -> each.clause().equalsIgnoreCase(clause))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("createEndpoint: encryption cannot be '" + clause
                        + "': expected one of "
                        + Stream.of(EndpointEncryption.values())
                                .map(EndpointEncryption::clause)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    private static EndpointRole role(String word) {
        return Arrays.stream(EndpointRole.values())
                .filter(each -> each.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "createEndpoint: role cannot be '" + word + "': expected ALL, PARTNER or WITNESS."));
    }

    /** {@code backUpCertificate(name: 'HOST_A_cert', file: 'C:\\HOST_A_cert.cer', forHosts: [mirror])}. */
    public Effect backUpCertificate(
            @NamedParam(value = "name", type = CharSequence.class, required = true)
                    @NamedParam(value = "file", type = CharSequence.class, required = true)
                    @NamedParam(value = "forHosts", type = List.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("backUpCertificate", values);
        return step(new CertificateExported(host(), given.text("name"), given.text("file"), given.texts("forHosts")));
    }

    /** {@code copyCertificate(name: 'HOST_A_cert', file: 'C:\\HOST_A_cert.cer', to: mirror)}. */
    public Effect copyCertificate(
            @NamedParam(value = "name", type = CharSequence.class, required = true)
                    @NamedParam(value = "file", type = CharSequence.class, required = true)
                    @NamedParam(value = "to", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("copyCertificate", values);
        String file = given.text("file");
        return step(new CertificateFileCopied(host(), given.text("name"), file, given.text("to"), file));
    }

    /** {@code createLogin(name: 'HOST_B_login', password: generated())}. */
    public Effect createLogin(
            @NamedParam(value = "name", type = CharSequence.class, required = true)
                    @NamedParam(value = "password", type = SecretSource.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("createLogin", values);
        return step(new LoginExists(host(), given.text("name"), given.secret("password")));
    }

    /** {@code createUser(name: 'HOST_B_user', login: 'HOST_B_login')}. */
    public Effect createUser(
            @NamedParam(value = "name", type = CharSequence.class, required = true)
                    @NamedParam(value = "login", type = CharSequence.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("createUser", values);
        return step(new UserExists(host(), given.text("name"), given.text("login")));
    }

    /** {@code importCertificate(name: 'HOST_B_cert', user: 'HOST_B_user', of: mirror)}, perhaps with {@code file: '...'}. */
    public Effect importCertificate(
            @NamedParam(value = "name", type = CharSequence.class, required = true)
                    @NamedParam(value = "user", type = CharSequence.class, required = true)
                    @NamedParam(value = "of", type = Host.class, required = true)
                    @NamedParam(value = "file", type = CharSequence.class)
                    Map<String, ?> values) {
        Values given = Values.of("importCertificate", values);
        Optional<String> file = Optional.of(given.text("file", "")).filter(path -> !path.isEmpty());
        return step(new CertificateImported(host(), given.text("name"), given.text("user"), given.text("of"), file));
    }

    /** {@code grantConnect(endpoint: 'Endpoint_Mirroring', login: 'HOST_B_login')}. */
    public Effect grantConnect(
            @NamedParam(value = "endpoint", type = CharSequence.class, required = true)
                    @NamedParam(value = "login", type = CharSequence.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("grantConnect", values);
        return step(new ConnectGranted(host(), given.text("endpoint"), given.text("login")));
    }

    /** {@code setPrincipal(database: 'AdventureWorks', partner: principal, address: 'TCP://HOST_A:7024')}: on the mirror. */
    public Effect setPrincipal(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "partner", type = Host.class, required = true)
                    @NamedParam(value = "address", type = CharSequence.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("setPrincipal", values);
        return step(new PartnerSet(host(), given.text("database"), given.text("partner"), given.text("address"), true));
    }

    /** {@code setMirror(database: 'AdventureWorks', partner: mirror, address: 'TCP://HOST_B:7024')}: on the principal. */
    public Effect setMirror(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "partner", type = Host.class, required = true)
                    @NamedParam(value = "address", type = CharSequence.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("setMirror", values);
        return step(
                new PartnerSet(host(), given.text("database"), given.text("partner"), given.text("address"), false));
    }

    /** {@code waitUntilSynchronized(database: 'AdventureWorks', mirror: mirror, minutes: 5)}. */
    public Effect waitUntilSynchronized(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "mirror", type = Host.class, required = true)
                    @NamedParam(value = "minutes", type = Integer.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("waitUntilSynchronized", values);
        return step(new SessionSynchronized(
                host(), given.text("mirror"), given.text("database"), Duration.ofMinutes(given.number("minutes"))));
    }

    /** {@code setSafety(database: 'AdventureWorks', safety: 'OFF')}. */
    public Effect setSafety(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "safety", type = CharSequence.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("setSafety", values);
        String safety = given.text("safety");
        if (!safety.equals("OFF") && !safety.equals("FULL")) {
            throw new IllegalArgumentException("setSafety: safety cannot be '" + safety + "': expected FULL or OFF.");
        }
        return step(new SafetySet(host(), given.text("database"), safety.equals("FULL")));
    }
}
