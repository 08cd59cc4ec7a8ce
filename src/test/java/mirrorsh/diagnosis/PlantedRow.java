package mirrorsh.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.LabSettings;
import mirrorsh.lab.PairScript;
import mirrorsh.lab.Planted;

/**
 * What is expected of a diagnosis of a planted row.
 *
 * @param key of the first finding; empty where nothing is wrong
 * @param error that the operator speaks of, 0 where the hosts alone tell
 * @param operator what only a person can do about it
 */
record PlantedRow(String key, int error, Act operator) {
    /** Something done to the lab. */
    interface Act {
        void on(LabExtension lab) throws IOException, SQLException;
    }

    private static final Act NOTHING = lab -> {};

    private static PlantedRow on(String host, Planted row) {
        return new PlantedRow(row.name() + "@" + host, 0, NOTHING);
    }

    private PlantedRow after(int number) {
        return new PlantedRow(key, number, operator);
    }

    private PlantedRow then(Act act) {
        return new PlantedRow(key, error, act);
    }

    boolean needsAPerson() {
        return operator != NOTHING;
    }

    static Map<Planted, PlantedRow> all() {
        Map<Planted, PlantedRow> rows = new TreeMap<>();
        for (Planted row : List.of(
                Planted.P01,
                Planted.P03,
                Planted.P04,
                Planted.P11,
                Planted.P13,
                Planted.P28,
                Planted.P30,
                Planted.P43,
                Planted.P44,
                Planted.P51,
                Planted.P53,
                Planted.P58)) {
            rows.put(row, on("HOST_A", row));
        }
        for (Planted row : List.of(
                Planted.P02,
                Planted.P07,
                Planted.P09,
                Planted.P14,
                Planted.P15,
                Planted.P16,
                Planted.P17,
                Planted.P18,
                Planted.P20,
                Planted.P21,
                Planted.P22,
                Planted.P23,
                Planted.P24,
                Planted.P26,
                Planted.P27,
                Planted.P37,
                Planted.P38,
                Planted.P39,
                Planted.P40,
                Planted.P41,
                Planted.P42,
                Planted.P45,
                Planted.P54,
                Planted.P59,
                Planted.P60,
                Planted.P61)) {
            rows.put(row, on("HOST_B", row));
        }
        for (Planted row : List.of(Planted.P25, Planted.P55)) {
            rows.put(row, on("HOST_W", row));
        }
        rows.put(Planted.P05, on("HOST_A", Planted.P05));
        rows.put(Planted.P33, new PlantedRow("", 0, NOTHING));
        rows.put(Planted.P35, on("HOST_A", Planted.P35));
        onlyInErrors(rows);
        byAPerson(rows);
        return rows;
    }

    private static void onlyInErrors(Map<Planted, PlantedRow> rows) {
        rows.put(Planted.P06, on("HOST_A", Planted.P06).after(15240));
        rows.put(Planted.P08, on("HOST_B", Planted.P08).after(15232));
        rows.put(Planted.P10, on("HOST_B", Planted.P10).after(15208));
        rows.put(Planted.P19, on("HOST_B", Planted.P19).after(15151));
        rows.put(Planted.P34, on("HOST_A", Planted.P34).after(1416));
        rows.put(Planted.P36, on("HOST_A", Planted.P36).after(1452));
        rows.put(Planted.P49, on("HOST_A", Planted.P49).after(1405));
        rows.put(Planted.P56, on("HOST_A", Planted.P56).after(1429));
    }

    private static void byAPerson(Map<Planted, PlantedRow> rows) {
        rows.put(
                Planted.P12,
                on("HOST_B", Planted.P12).then(lab -> lab.lab().faults().skew("HOST_B", Duration.ZERO)));
        rows.put(
                Planted.P29,
                on("HOST_B", Planted.P29).then(lab -> lab.lab().faults().releasePort("HOST_B", 7024)));
        rows.put(
                Planted.P31,
                on("HOST_B", Planted.P31).then(lab -> lab.lab().faults().mend("HOST_B", "HOST_A")));
        rows.put(
                Planted.P32,
                on("HOST_B", Planted.P32).then(lab -> lab.lab().faults().recallName("HOST_B", "HOST_A")));
        rows.put(Planted.P46, on("HOST_B", Planted.P46).then(PlantedRow::otherInstances));
        rows.put(Planted.P47, on("HOST_B", Planted.P47).after(3169).then(PlantedRow::otherInstances));
        rows.put(
                Planted.P52,
                on("HOST_B", Planted.P52)
                        .after(3156)
                        .then(lab -> Files.createDirectories(
                                lab.host("HOST_B").disk().resolve("More"))));
        rows.put(
                Planted.P48,
                on("HOST_B", Planted.P48).then(lab -> lab.lab().faults().patch("HOST_B")));
        rows.put(
                Planted.P50,
                on("HOST_A", Planted.P50)
                        .then(lab -> lab.run("HOST_A", "USE master; DROP AVAILABILITY GROUP AW_group")));
        rows.put(Planted.P62, on("HOST_B", Planted.P62).after(33111).then(PlantedRow::copyEncryptingCertificate));
        rows.put(Planted.P57, on("HOST_A", Planted.P57).after(1426).then(lab -> {
            lab.lab().faults().mend("HOST_B", "HOST_A");
            lab.settles();
        }));
    }

    /** The certificate that encrypts the database, with its private key, as no command of the shell sends one. */
    private static void copyEncryptingCertificate(LabExtension lab) throws IOException, SQLException {
        String key = "(FILE = 'C:\\Tde.pvk', %s BY PASSWORD = 'Of#the Certificate1')";
        lab.run(
                "HOST_A",
                "USE master; BACKUP CERTIFICATE Tde_cert TO FILE = 'C:\\Tde.cer' WITH PRIVATE KEY "
                        + String.format(key, "ENCRYPTION"));
        for (String file : List.of("Tde.cer", "Tde.pvk")) {
            PairScript.copy(lab, "HOST_A", "HOST_B", file, file);
        }
        lab.run(
                "HOST_B",
                "USE master; CREATE CERTIFICATE Tde_cert FROM FILE = 'C:\\Tde.cer' WITH PRIVATE KEY "
                        + String.format(key, "DECRYPTION"));
    }

    /** Another instance takes the place of one that cannot be a partner; it is set up as the old one was. */
    private static void otherInstances(LabExtension lab) throws IOException, SQLException {
        lab.replace(settings -> settings.withHosts(List.of(
                LabSettings.Host.named("HOST_A").withSample(),
                LabSettings.Host.named("HOST_B"),
                LabSettings.Host.named("HOST_W"))));
        PairScript.pair().until("log restore").perform(lab);
    }
}
