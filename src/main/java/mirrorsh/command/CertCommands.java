package mirrorsh.command;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.CertificateExists;
import mirrorsh.effect.CertificateExported;
import mirrorsh.effect.CertificateImported;
import mirrorsh.model.Certificate;
import mirrorsh.model.Observation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Certificates in master. */
@Command(
        name = "cert",
        description = "Certificates in master",
        subcommands = {
            CertCommands.Create.class,
            CertCommands.ListAll.class,
            CertCommands.Export.class,
            CertCommands.Copy.class,
            CertCommands.Import.class
        })
final class CertCommands {
    private static String nameFor(String given, String host) {
        return given.isEmpty() ? host + "_cert" : given;
    }

    /** {@code cert create}. */
    @Command(
            name = "create",
            description = "Create a host's own certificate",
            footer = "  cert create --on HOST_A --expiry 2031-12-31")
    static final class Create implements Doing {
        @Parameters(arity = "0..1", paramLabel = "NAME", description = "Its name, by default HOST_cert")
        private String name = "";

        @Option(names = "--subject", paramLabel = "TEXT", description = "Its subject")
        private String subject = "";

        @Option(
                names = "--expiry",
                paramLabel = "DATE",
                description = "Last day of validity, yyyy-mm-dd; by default a year from now")
        private @Nullable LocalDate expiry;

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            List<CertificateExists> effects = scope.hosts(session).stream()
                    .map(host -> new CertificateExists(
                            host,
                            nameFor(name, host),
                            subject.isEmpty() ? host + " certificate for database mirroring" : subject,
                            Optional.ofNullable(expiry)))
                    .toList();
            return EffectRun.of(session, "cert create", effects);
        }
    }

    /** {@code cert list}. */
    @Command(name = "list", description = "List the certificates of hosts", footer = "  cert list --on HOST_A,HOST_B")
    static final class ListAll implements Doing {
        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            List<String> hosts = scope.hostsOrAll(session);
            Observation seen = session.observe(hosts);
            List<List<@Nullable String>> rows = new ArrayList<>();
            for (String host : hosts) {
                seen.of(host).certificates().stream()
                        .filter(c -> !c.name().startsWith("##")) // the instance's own
                        .forEach(c -> rows.add(row(host, c)));
            }
            return new TableResult(
                    "certificates",
                    List.of("host", "name", "owner", "private key", "expiry", "thumbprint"),
                    rows,
                    "There are no certificates. Next: cert create");
        }

        private static List<@Nullable String> row(String host, Certificate certificate) {
            return Arrays.asList(
                    host,
                    certificate.name(),
                    certificate.owner(),
                    certificate.hasUsablePrivateKey() ? "master key" : certificate.isPublicOnly() ? "none" : "password",
                    certificate.expiry().atZone(ZoneOffset.UTC).toLocalDate().toString(),
                    certificate.thumbprint().brief());
        }
    }

    /** {@code cert export}. */
    @Command(
            name = "export",
            description = "Write a public certificate to a file on its host",
            footer = "  cert export --file C:\\HOST_A_cert.cer --on HOST_A")
    static final class Export implements Doing {
        @Parameters(arity = "0..1", paramLabel = "NAME", description = "Its name, by default HOST_cert")
        private String name = "";

        @Option(names = "--file", paramLabel = "PATH", description = "Path on the host's disk, by default C:\\NAME.cer")
        private String file = "";

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            String host = scope.host(session);
            String certificate = nameFor(name, host);
            String path = file.isEmpty() ? "C:\\" + certificate + ".cer" : file;
            return EffectRun.of(
                    session, "cert export", List.of(new CertificateExported(host, certificate, path, List.of())));
        }
    }

    /** {@code cert copy}: the import without a file, under the document's names. */
    @Command(
            name = "copy",
            description = "Copy a host's public certificate over the connections",
            footer = "  cert copy HOST_A --on HOST_B")
    static final class Copy implements Doing {
        @Parameters(paramLabel = "HOST", description = "The host whose certificate it is")
        private String from = "";

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            String peer = session.named(from);
            List<CertificateImported> effects = scope.hosts(session).stream()
                    .map(host ->
                            new CertificateImported(host, nameFor("", peer), peer + "_user", peer, Optional.empty()))
                    .toList();
            return EffectRun.of(session, "cert copy " + peer, effects);
        }
    }

    /** {@code cert import}. */
    @Command(
            name = "import",
            description = "Import another host's public certificate",
            footer = "  cert import HOST_A --on HOST_B")
    static final class Import implements Doing {
        @Parameters(paramLabel = "HOST", description = "The host whose certificate it is")
        private String from = "";

        @Option(names = "--name", paramLabel = "NAME", description = "The certificate's name, by default HOST_cert")
        private String name = "";

        @Option(names = "--user", paramLabel = "USER", description = "Who owns it here, by default HOST_user")
        private String user = "";

        @Option(
                names = "--file",
                paramLabel = "PATH",
                description = "Take it from a file on this host's disk instead of over the connections")
        private String file = "";

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            String peer = session.named(from);
            Optional<String> path = file.isEmpty() ? Optional.empty() : Optional.of(file);
            List<CertificateImported> effects = scope.hosts(session).stream()
                    .map(host -> new CertificateImported(
                            host, nameFor(name, peer), user.isEmpty() ? peer + "_user" : user, peer, path))
                    .toList();
            return EffectRun.of(session, "cert import " + peer, effects);
        }
    }
}
