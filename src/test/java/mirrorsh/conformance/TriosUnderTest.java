package mirrorsh.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The trios of a run: the lab's, and one of Windows instances where the environment names it. */
final class TriosUnderTest implements ArgumentsProvider {
    private static final Namespace HERE = Namespace.create(TriosUnderTest.class);
    static final List<String> VARIABLES = List.of("MIRRORSH_WINDOWS_A", "MIRRORSH_WINDOWS_B", "MIRRORSH_WINDOWS_W");
    /** A folder that the services of both partners read and write, for example a share. */
    static final String SHARE = "MIRRORSH_SHARE";

    static final int PORT = 7999;

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return context
                .getRoot()
                .getStore(HERE)
                .computeIfAbsent("trios", key -> Trios.find(), Trios.class)
                .trios()
                .stream()
                .map(Arguments::of);
    }

    /** What a run without Windows instances says. */
    static String missing() {
        return "Windows instances are named by " + String.join(", ", VARIABLES) + " (host,port;user;password) and "
                + SHARE + "; they are not set.";
    }

    static boolean areNamed() {
        return Stream.of(VARIABLES.get(0), VARIABLES.get(1), SHARE).allMatch(name -> System.getenv(name) != null);
    }

    /** What is closed at the end of a run. */
    private record Trios(Lab lab, List<TrioUnderTest> trios) implements AutoCloseable {
        static Trios find() {
            try {
                Lab lab = Lab.start(LabSettings.standard(Optional.empty())
                        .withHosts(Stream.of("HOST_A", "HOST_B", "HOST_W")
                                .map(LabSettings.Host::named)
                                .toList())
                        .withKeys(new PreparedKeys()));
                List<TrioUnderTest> trios = new ArrayList<>(List.of(ofLab(lab)));
                if (areNamed()) {
                    trios.add(ofWindows());
                }
                return new Trios(lab, List.copyOf(trios));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException("An instance of the trio does not answer.", e);
            }
        }

        private static TrioUnderTest ofLab(Lab lab) throws SQLException {
            List<ServerUnderTest> servers = new ArrayList<>();
            List<String> addresses = new ArrayList<>();
            for (LabHost host : lab.hosts()) {
                String[] place = host.server().split(",", -1);
                Address address = new Address(place[0], Integer.parseInt(place[1]), host.user(), host.password());
                servers.add(new ServerUnderTest(host.name(), address, true));
                addresses.add("TCP://" + host.name() + ":" + PORT);
            }
            return new TrioUnderTest(
                    "lab", servers, addresses, "C:\\", path -> lab.copy("HOST_A", path, "HOST_B", path));
        }

        private static TrioUnderTest ofWindows() throws SQLException {
            List<ServerUnderTest> servers = new ArrayList<>();
            List<String> addresses = new ArrayList<>();
            for (String variable : VARIABLES) {
                String text = System.getenv(variable);
                if (text != null) {
                    Address address = Address.parse(variable, text);
                    servers.add(new ServerUnderTest(address.host(), address, false));
                    addresses.add("TCP://" + address.host() + ":" + PORT);
                }
            }
            return new TrioUnderTest("Windows", servers, addresses, System.getenv(SHARE) + "\\", path -> {});
        }

        @Override
        public void close() throws SQLException {
            for (TrioUnderTest trio : trios) {
                for (ServerUnderTest server : trio.servers()) {
                    server.close();
                }
            }
            lab.close();
        }
    }
}
