package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.effect.CertificateRemoved;
import mirrorsh.effect.Demanded;
import mirrorsh.model.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cert drop}. */
@Command(
        name = "drop",
        description = "Drop a certificate that nothing uses",
        footer = "  cert drop HOST_B_cert --on HOST_A --confirm HOST_A")
final class CertDropCommand implements Doing {
    @Parameters(paramLabel = "NAME", description = "The certificate")
    private String name = "";

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        String host = scope.host(session);
        return EffectRun.guarded(
                session,
                "cert drop " + name,
                List.of(new Demanded(new CertificateRemoved(host, name, true))),
                TypedName.guarding(session, host, consequences(session, host)));
    }

    private List<String> consequences(Session session, String host) {
        List<String> all = new ArrayList<>();
        session.observe(List.of(host)).of(host).certificate(name).ifPresent(certificate -> {
            if (certificate.isPublicOnly()) {
                all.add("Whoever proves itself to " + host + " with [" + certificate.name() + "] ("
                        + certificate.thumbprint().brief() + ") is no longer believed: " + owner(certificate));
                all.add("It can be imported again, as long as its host has it.");
            } else {
                all.add("Its private key is lost for good; every peer that has the public part holds it in vain.");
            }
        });
        return all;
    }

    private static String owner(Certificate certificate) {
        return certificate.owner().isEmpty()
                ? "its owner is not visible."
                : "it belongs to [" + certificate.owner() + "].";
    }
}
