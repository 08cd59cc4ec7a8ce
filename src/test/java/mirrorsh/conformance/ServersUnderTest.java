package mirrorsh.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mirrorsh.conformance.ServerUnderTest.Address;
import mirrorsh.lab.Lab;
import mirrorsh.lab.LabHost;
import mirrorsh.lab.LabSettings;
import mirrorsh.lab.PreparedKeys;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The servers of a run, started once: the lab, and the real ones if there are any. */
final class ServersUnderTest implements ArgumentsProvider, ParameterResolver {
    private static final Namespace HERE = Namespace.create(ServersUnderTest.class);

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        ServerUnderTest lab = context.getRoot()
                .getStore(HERE)
                .computeIfAbsent("lab", key -> Imitation.start(), Imitation.class)
                .server();
        return Stream.concat(Stream.of(lab), real(context).servers().stream()).map(Arguments::of);
    }

    private static RealServers real(ExtensionContext context) {
        return context.getRoot().getStore(HERE).computeIfAbsent("real", key -> RealServers.find(), RealServers.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RealServers.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return real(context);
    }

    /** A lab with one host, closed when the run ends. */
    private record Imitation(Lab lab, ServerUnderTest server) implements AutoCloseable {
        static Imitation start() {
            try {
                Lab lab = Lab.start(LabSettings.standard(Optional.empty())
                        .withHosts(List.of(LabSettings.Host.named("HOST_A")))
                        .withKeys(new PreparedKeys()));
                return new Imitation(lab, of(lab.hosts().get(0)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException("The lab does not answer.", e);
            }
        }

        private static ServerUnderTest of(LabHost host) throws SQLException {
            String[] place = host.server().split(",", -1);
            Address address = new Address(place[0], Integer.parseInt(place[1]), host.user(), host.password());
            return new ServerUnderTest("lab", address, true);
        }

        @Override
        public void close() throws SQLException {
            server.close();
            lab.close();
        }
    }
}
