package mirrorsh.lab.instance.security;

import java.util.Optional;

/** What endpoints ask of an instance's security, each question with its locks held. */
record GuardedTransport(Realm realm, CertificateFaults.Guard guard) implements TransportSecurity {
    @Override
    public Optional<EndpointSettings> endpoint() {
        return guard.locked(() -> realm.server().endpoints().settings());
    }

    @Override
    public OwnIdentity ownIdentity() {
        return guard.locked(() -> new EndpointTrust(realm).ownIdentity());
    }

    @Override
    public PeerVerdict judge(byte[] certificateDer) {
        return guard.locked(() -> new EndpointTrust(realm).judge(certificateDer));
    }
}
