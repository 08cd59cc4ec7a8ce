package mirrorsh.lab;

import static mirrorsh.lab.Evidence.fine;
import static mirrorsh.lab.Evidence.refused;
import static mirrorsh.lab.Evidence.unreachable;
import static mirrorsh.lab.PairScript.endpoint;
import static mirrorsh.lab.PairScript.pair;
import static mirrorsh.lab.PairScript.partner;
import static mirrorsh.lab.PairScript.withWitness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Endpoints, addresses and the way between hosts (errors.md §9 P21 to P37, P59). */
final class EndpointPlants {
    static final Planting P21 = new Planting(
            "HOST_B has no endpoint",
            () -> pair().after("partner on HOST_B", "HOST_B", "USE master; DROP ENDPOINT Endpoint_Mirroring"),
            unreachable().log("HOST_A", "10061"));

    static final Planting P22 = new Planting(
            "the endpoint of HOST_B is stopped",
            () -> pair().after(
                            "partner on HOST_B",
                            "HOST_B",
                            "USE master; ALTER ENDPOINT Endpoint_Mirroring STATE = STOPPED"),
            unreachable().log("HOST_A", "10061").log("HOST_B", "stopped listening"));

    static final Planting P23 = new Planting(
            "Windows authentication on HOST_B",
            () -> pair().replace(
                            "endpoint of HOST_B",
                            "HOST_B",
                            endpoint("WINDOWS NEGOTIATE", "REQUIRED ALGORITHM AES", "ALL")),
            unreachable().log("HOST_B", "State 21"));

    static final Planting P24 = new Planting(
            "ROLE = WITNESS on HOST_B",
            () -> pair().after(
                            "partner on HOST_B",
                            "HOST_B",
                            "USE master; ALTER ENDPOINT Endpoint_Mirroring FOR DATABASE_MIRRORING (ROLE = WITNESS)"),
            unreachable().log("HOST_B", "WITNESS"));

    static final Planting P25 = new Planting(
            "ROLE = PARTNER on the witness",
            () -> withWitness()
                    .replace(
                            "endpoint of HOST_W",
                            "HOST_W",
                            endpoint("CERTIFICATE HOST_W_cert", "REQUIRED ALGORITHM AES", "PARTNER")),
            refused("witness", 1427, 1456));

    static final Planting P26 = new Planting(
            "encryption disabled on HOST_B",
            () -> pair().replace(
                            "endpoint of HOST_B", "HOST_B", endpoint("CERTIFICATE HOST_B_cert", "DISABLED", "ALL")),
            unreachable().log("HOST_B", "State 22"));

    static final Planting P27 = new Planting(
            "RC4 on HOST_B",
            () -> pair().replace(
                            "endpoint of HOST_B",
                            "HOST_B",
                            endpoint("CERTIFICATE HOST_B_cert", "REQUIRED ALGORITHM RC4", "ALL")),
            unreachable().log("HOST_B", "State 22"));

    static final Planting P28 = new Planting(
            "a wrong port in the address of HOST_B",
            () -> pair().replace("partner on HOST_A", "HOST_A", partner("TCP://HOST_B:7025")),
            unreachable().log("HOST_A", "10061"));

    static final Planting P29 = new Planting(
            "another instance has the port of HOST_B",
            () -> pair().before("endpoint of HOST_B", lab -> lab.lab().faults().takePort("HOST_B", 7024)),
            unreachable().log("HOST_B", "in use").log("HOST_A", "10061"));

    static final Planting P30 = new Planting(
            "the T-SQL port in the address of HOST_B",
            () -> pair().replace("partner on HOST_A", "HOST_A", partner("TCP://HOST_B:1433")),
            unreachable().log("HOST_A", "10054"));

    static final Planting P31 = new Planting(
            "HOST_B cannot reach HOST_A",
            () -> pair().before("partner on HOST_A", lab -> lab.lab().faults().cut("HOST_B", "HOST_A"))
                    .omit("synchronized"),
            fine().log("HOST_B", "10060"));

    static final Planting P32 = new Planting(
            "HOST_B does not find HOST_A's name",
            () -> pair().before("partner on HOST_A", lab -> lab.lab().faults().forgetName("HOST_B", "HOST_A"))
                    .omit("synchronized"),
            fine().log("HOST_B", "11001"));

    static final Planting P33 = new Planting(
            "IP addresses with LISTENER_IP = ALL",
            () -> pair().replaceAddress("HOST_A").replaceAddress("HOST_B"),
            fine().state("HOST_A", "SYNCHRONIZED"));

    static final Planting P34 = new Planting(
            "the partner was set on HOST_A first",
            () -> pair().before("partner on HOST_B", "HOST_A", partner("TCP://HOST_B:7024"))
                    .omit("partner on HOST_A")
                    .omit("synchronized"),
            refused("before partner on HOST_B", 1416, 1418));

    static final Planting P35 = new Planting(
            "the second statement was run on HOST_B again",
            () -> pair().replace("partner on HOST_A", "HOST_B", partner("TCP://HOST_A:7024")),
            refused("partner on HOST_A", 1405));

    static final Planting P36 = new Planting(
            "HOST_A was given its own address",
            () -> pair().replace("partner on HOST_A", "HOST_A", partner("TCP://HOST_A:7024")),
            refused("partner on HOST_A", 1452));

    static final Planting P37 = new Planting(
            "HOST_B was given a wrong address of HOST_A",
            () -> pair().replace("partner on HOST_B", "HOST_B", partner("TCP://HOST_A:7025"))
                    .omit("synchronized"),
            fine().log("HOST_B", "10061"));

    static final Planting P59 = new Planting(
            "a port scanner speaks to HOST_B's endpoint",
            () -> pair().after("synchronized", EndpointPlants::scan),
            fine().state("HOST_A", "SYNCHRONIZED").log("HOST_B", "8474"));

    private EndpointPlants() {}

    private static void scan(LabExtension lab) throws IOException {
        InetSocketAddress port = lab.lab().network().realAddress("HOST_B", 7024).orElseThrow();
        try (Socket socket = new Socket(port.getAddress(), port.getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.getInputStream().read(); // until the endpoint hangs up
        }
    }
}
