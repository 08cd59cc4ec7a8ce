package mirrorsh.lab;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Every omission and mismatch of errors.md §9, made on an otherwise good pair by one call of {@link #plant}. */
public enum Planted {
    P01(TrustPlants.P01),
    P02(TrustPlants.P02),
    P03(TrustPlants.P03),
    P04(TrustPlants.P04),
    P05(TrustPlants.P05),
    P06(TrustPlants.P06),
    P07(TrustPlants.P07),
    P08(TrustPlants.P08),
    P09(TrustPlants.P09),
    P10(TrustPlants.P10),
    P11(TrustPlants.P11),
    P12(TrustPlants.P12),
    P13(TrustPlants.P13),
    P14(TrustPlants.P14),
    P15(TrustPlants.P15),
    P16(TrustPlants.P16),
    P17(TrustPlants.P17),
    P18(TrustPlants.P18),
    P19(TrustPlants.P19),
    P20(TrustPlants.P20),
    P21(EndpointPlants.P21),
    P22(EndpointPlants.P22),
    P23(EndpointPlants.P23),
    P24(EndpointPlants.P24),
    P25(EndpointPlants.P25),
    P26(EndpointPlants.P26),
    P27(EndpointPlants.P27),
    P28(EndpointPlants.P28),
    P29(EndpointPlants.P29),
    P30(EndpointPlants.P30),
    P31(EndpointPlants.P31),
    P32(EndpointPlants.P32),
    P33(EndpointPlants.P33),
    P34(EndpointPlants.P34),
    P35(EndpointPlants.P35),
    P36(EndpointPlants.P36),
    P37(EndpointPlants.P37),
    P38(DatabasePlants.P38),
    P39(DatabasePlants.P39),
    P40(DatabasePlants.P40),
    P41(DatabasePlants.P41),
    P42(DatabasePlants.P42),
    P43(DatabasePlants.P43),
    P44(DatabasePlants.P44),
    P45(DatabasePlants.P45),
    P46(DatabasePlants.P46),
    P47(DatabasePlants.P47),
    P48(SessionPlants.P48),
    P49(DatabasePlants.P49),
    P50(DatabasePlants.P50),
    P51(DatabasePlants.P51),
    P52(DatabasePlants.P52),
    P53(WitnessPlants.P53),
    P54(WitnessPlants.P54),
    P55(WitnessPlants.P55),
    P56(WitnessPlants.P56),
    P57(WitnessPlants.P57),
    P58(WitnessPlants.P58),
    P59(EndpointPlants.P59),
    P60(TrustPlants.P60),
    P61(TrustPlants.P61),
    P62(DatabasePlants.P62);

    private final Planting planting;

    Planted(Planting planting) {
        this.planting = planting;
    }

    /** In words, without a full stop. */
    public String fault() {
        return planting.fault();
    }

    /** What it must lead to. */
    Evidence evidence() {
        return planting.evidence();
    }

    /**
     * Sets up the pair with this fault in it. Everything else is done as far as it can be, and {@code SET PARTNER} was tried on both
     * hosts; the lab is put in place of another one where the fault lies in versions or editions.
     *
     * @return the steps that the server refused, in order
     */
    public List<PairScript.Refusal> plant(LabExtension lab) throws IOException, SQLException {
        if (planting.settings() != null) {
            lab.replace(planting.settings());
        }
        return planting.script().get().perform(lab);
    }

    @Override
    public String toString() {
        return name() + ": " + fault();
    }
}
