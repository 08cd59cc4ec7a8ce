package mirrorsh.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.CertificateExists;
import mirrorsh.effect.CertificateImported;
import mirrorsh.effect.ConnectGranted;
import mirrorsh.effect.Effect;
import mirrorsh.effect.EndpointListens;
import mirrorsh.effect.LoginExists;
import mirrorsh.effect.MasterKeyExists;
import mirrorsh.effect.Stage;
import mirrorsh.effect.UserExists;
import mirrorsh.model.Certificate;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.Participant;
import mirrorsh.model.User;
import mirrorsh.runbook.Secrets;
import mirrorsh.tsql.EndpointEncryption;
import mirrorsh.tsql.EndpointRole;

/** Everything outbound and inbound for a set of hosts. What is there keeps its names; what is not gets the document's. */
record TrustEffects(List<HostState> hosts, Secrets secrets) {
    List<Stage> stages() {
        List<Effect> outbound = new ArrayList<>();
        List<Effect> inbound = new ArrayList<>();
        hosts.forEach(host -> outbound.addAll(outbound(host)));
        for (HostState host : hosts) {
            hosts.stream().filter(peer -> peer != host).forEach(peer -> inbound.addAll(inbound(host, peer)));
        }
        return List.of(new Stage("Outbound connections", outbound), new Stage("Inbound connections", inbound));
    }

    private static String certificateOf(HostState host) {
        return host.endpointCertificate()
                .filter(Certificate::hasUsablePrivateKey)
                .map(Certificate::name)
                .orElse(host.host() + "_cert");
    }

    private List<Effect> outbound(HostState host) {
        String name = host.host();
        String certificate = certificateOf(host);
        return List.of(
                new MasterKeyExists(name, secrets.named("masterkey", name)),
                new CertificateExists(
                        name, certificate, name + " certificate for database mirroring", Optional.empty()),
                host.endpoint()
                        .map(there -> like(name, there, certificate))
                        .orElseGet(() -> new EndpointListens(
                                name,
                                Participant.DEFAULT_ENDPOINT,
                                Participant.DEFAULT_PORT,
                                "",
                                certificate,
                                EndpointEncryption.REQUIRED_AES,
                                EndpointRole.ALL)));
    }

    private static EndpointListens like(String host, Endpoint there, String certificate) {
        EndpointEncryption encryption = Arrays.stream(EndpointEncryption.values())
                .filter(each -> each.catalogWord().equals(there.encryption()))
                .findFirst()
                .orElse(EndpointEncryption.REQUIRED_AES);
        EndpointRole role = Arrays.stream(EndpointRole.values())
                .filter(each -> each.name().equals(there.role()))
                .findFirst()
                .orElse(EndpointRole.ALL);
        return new EndpointListens(host, there.name(), there.port(), there.ip(), certificate, encryption, role);
    }

    private List<Effect> inbound(HostState host, HostState peer) {
        String name = host.host();
        Optional<Certificate> copy = peer.endpointCertificate().flatMap(proof -> host.certificate(proof.thumbprint()));
        Optional<User> owner = copy.flatMap(there -> host.user(there.owner()))
                .filter(user -> host.loginOf(user).isPresent());
        String login = owner.flatMap(host::loginOf).map(Login::name).orElse(peer.host() + "_login");
        String user = owner.map(User::name).orElse(peer.host() + "_user");
        String certificate = owner.isPresent() && copy.isPresent() ? copy.get().name() : certificateOf(peer);
        String endpoint = host.endpoint().map(Endpoint::name).orElse(Participant.DEFAULT_ENDPOINT);
        return List.of(
                new LoginExists(name, login, secrets.generated(login + " on " + name)),
                new UserExists(name, user, login),
                new CertificateImported(name, certificate, user, peer.host(), Optional.empty()),
                new ConnectGranted(name, endpoint, login));
    }
}
