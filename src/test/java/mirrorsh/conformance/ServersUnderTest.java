package mirrorsh.conformance;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import mirrorsh.lab.Lab;
import mirrorsh.lab.LabHost;
import mirrorsh.lab.LabSettings;
import mirrorsh.lab.PreparedKeys;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The servers of a run, started once: the lab, and a real one if there is one. */
final class ServersUnderTest implements ArgumentsProvider {
    private static final Namespace HERE = Namespace.create(ServersUnderTest.class);

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(HERE);
        ServerUnderTest lab = store.computeIfAbsent("lab", key -> new Imitation(), Imitation.class)
                .server();
        Optional<ServerUnderTest> real = store.computeIfAbsent("real", key -> RealServer.find(), RealServer.class)
                .server();
        return Stream.concat(Stream.of(lab), real.stream()).map(Arguments::of);
    }

    /** A lab with one host, closed when the run ends. */
    private static final class Imitation implements AutoCloseable {
        private final Lab lab;

        Imitation() {
            try {
                lab = Lab.start(LabSettings.standard(Optional.empty())
                        .withHosts(java.util.List.of(LabSettings.Host.named("HOST_A")))
                        .withKeys(new PreparedKeys()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        ServerUnderTest server() {
            LabHost host = lab.hosts().get(0);
            String[] address = host.server().split(",", -1);
            return new ServerUnderTest(
                    "lab", address[0], Integer.parseInt(address[1]), host.user(), host.password(), true, false);
        }

        @Override
        public void close() {
            lab.close();
        }
    }
}
