package mirrorsh.diagnosis;

import static mirrorsh.lab.PairScript.certificate;
import static mirrorsh.lab.PairScript.endpoint;
import static mirrorsh.lab.PairScript.importing;
import static mirrorsh.lab.PairScript.partner;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import mirrorsh.lab.PairScript;

/**
 * A fault that can be planted together with others.
 *
 * @param key of the finding that names it
 * @param place faults of one place exclude or hide each other, so only one of them is planted
 * @param what row that it is made as
 */
record Breakage(String key, String place, String what, Consumer<PairScript> change) {
    private Breakage(String key, String place, Consumer<PairScript> change) {
        this(key, place, key, change);
    }

    static List<Breakage> all() {
        List<Breakage> all = new ArrayList<>();
        own(all, "HOST_A");
        own(all, "HOST_B");
        inbound(all, "HOST_A", "HOST_B");
        inbound(all, "HOST_B", "HOST_A");
        copy(all);
        return all;
    }

    /** Faults of a witness, and of the partners towards it. */
    static List<Breakage> ofWitness() {
        List<Breakage> all = new ArrayList<>();
        own(all, "HOST_W");
        all.removeIf(breakage -> breakage.key().startsWith("P24")); // it is the right role there
        all.add(new Breakage("P25@HOST_W", "own of HOST_W", endpointOf("HOST_W", "REQUIRED ALGORITHM AES", "PARTNER")));
        towards(all, "HOST_A", "HOST_W", "P53@HOST_A");
        towards(all, "HOST_B", "HOST_W", "P54@HOST_B");
        towards(all, "HOST_W", "HOST_A", "P55@HOST_W");
        towards(all, "HOST_W", "HOST_B", "P55@HOST_W");
        return all;
    }

    /** The ways in between partner and witness are told by one row each, whatever is wrong with them. */
    private static void towards(List<Breakage> all, String host, String peer, String key) {
        List<Breakage> ways = new ArrayList<>();
        inbound(ways, host, peer);
        ways.forEach(way -> all.add(new Breakage(
                key, way.place() + " from " + peer, way.key().split("@", -1)[0] + " as " + key, way.change())));
    }

    private static void own(List<Breakage> all, String host) {
        String place = "own of " + host;
        String certificate = "certificate of " + host;
        all.add(new Breakage("P01@" + host, place, script -> script.omit("key of " + host)));
        all.add(new Breakage("P03@" + host, place, script -> script.omit(certificate)));
        all.add(new Breakage(
                "P04@" + host,
                place,
                script -> script.replace(
                        certificate,
                        host,
                        "USE master; CREATE CERTIFICATE " + host
                                + "_cert ENCRYPTION BY PASSWORD = 'Of#the Certificate1' WITH SUBJECT = '" + host
                                + "'")));
        all.add(new Breakage(
                "P11@" + host,
                place,
                script -> script.replace(
                        certificate, host, certificate(host, ", START_DATE = '20990101', EXPIRY_DATE = '21000101'"))));
        all.add(new Breakage("P21@" + host, place, script -> script.omit("endpoint of " + host)));
        all.add(new Breakage(
                "P22@" + host,
                place,
                script -> script.after(
                        "partner on HOST_B", host, "USE master; ALTER ENDPOINT Endpoint_Mirroring STATE = STOPPED")));
        all.add(new Breakage("P24@" + host, place, endpointOf(host, "REQUIRED ALGORITHM AES", "WITNESS")));
        all.add(new Breakage("P26@" + host, place, endpointOf(host, "DISABLED", "ALL")));
        all.add(new Breakage("P27@" + host, place, endpointOf(host, "REQUIRED ALGORITHM RC4", "ALL")));
    }

    private static Consumer<PairScript> endpointOf(String host, String encryption, String role) {
        return script -> script.replace(
                "endpoint of " + host, host, endpoint("CERTIFICATE " + host + "_cert", encryption, role));
    }

    private static void inbound(List<Breakage> all, String host, String peer) {
        String place = "inbound of " + host;
        String where = " on " + host + " for " + peer;
        all.add(new Breakage("P17@" + host, place, script -> script.omit("login" + where)));
        all.add(new Breakage(
                "P16@" + host,
                place,
                script -> script.replace(
                        "user" + where, host, "USE master; CREATE USER " + peer + "_user WITHOUT LOGIN")));
        all.add(new Breakage("P07@" + host, place, script -> script.omit("import" + where)));
        all.add(new Breakage(
                "P14@" + host,
                place,
                script -> script.replace("import" + where, host, importing(peer, "", peer + "_cert.cer"))));
        all.add(new Breakage("P18@" + host, place, script -> script.omit("grant" + where)));
        all.add(new Breakage(
                "P20@" + host,
                place,
                script -> script.replace(
                        "grant" + where,
                        host,
                        "USE master; GRANT CONNECT ON ENDPOINT::[TSQL Default TCP] TO [" + peer + "_login]")));
    }

    private static void copy(List<Breakage> all) {
        all.add(new Breakage("P41@HOST_B", "copy", script -> script.omit("log restore")));
        all.add(new Breakage(
                "P42@HOST_B",
                "copy",
                script -> script.after(
                        "log restore", lab -> lab.lab().faults().backUpLog("HOST_A", PairScript.DATABASE))));
        all.add(new Breakage(
                "P39@HOST_B",
                "copy",
                script -> script.after("log restore", "HOST_B", "RESTORE DATABASE AdventureWorks WITH RECOVERY")));
        all.add(new Breakage(
                "P43@HOST_A",
                "copy",
                script -> script.replace(
                        "recovery", "HOST_A", "USE master; ALTER DATABASE AdventureWorks SET RECOVERY SIMPLE")));
        all.add(new Breakage(
                "P51@HOST_A",
                "option",
                script -> script.before(
                        "partner on HOST_A", "HOST_A", "USE master; ALTER DATABASE AdventureWorks SET AUTO_CLOSE ON")));
        all.add(new Breakage(
                "P37@HOST_B",
                "address",
                script -> script.replace("partner on HOST_B", "HOST_B", partner("TCP://HOST_A:7025"))));
    }

    /**
     * Encryption is a matter of both endpoints: two that differ from the usual in the same way agree. A wrong address is given only where
     * SET PARTNER is not refused for another reason, and a certificate is imported only if there is one.
     */
    boolean excludes(Breakage other) {
        return place.equals(other.place)
                || isEncryption() && other.isEncryption()
                || isAddress() && other.isInTheWayOfSettingThePartner()
                || other.isAddress() && isInTheWayOfSettingThePartner()
                || isImport() && other.leavesNothingToImport(place)
                || other.isImport() && leavesNothingToImport(other.place);
    }

    /** It is there only if something was imported. */
    private boolean isImport() {
        return what.startsWith("P14");
    }

    /** It is the fault of the one whose certificate would come in there. */
    private boolean leavesNothingToImport(String inbound) {
        String peer = inbound.contains(" from ")
                ? inbound.split(" from ", -1)[1]
                : inbound.endsWith("HOST_A") ? "HOST_B" : "HOST_A";
        return what.equals("P01@" + peer) || what.equals("P03@" + peer);
    }

    private boolean isAddress() {
        return place.equals("address");
    }

    private boolean isInTheWayOfSettingThePartner() {
        return place.equals("own of HOST_B") || place.equals("copy");
    }

    private boolean isEncryption() {
        return what.startsWith("P26") || what.startsWith("P27");
    }
}
