package mirrorsh.lab.session;

import static mirrorsh.lab.MirroredTrio.A;
import static mirrorsh.lab.MirroredTrio.B;
import static org.assertj.core.api.Assertions.assertThat;

import mirrorsh.lab.MirroredTrio;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions between instances of different versions and editions (errors.md §8, procedure.md §1 and §14). */
class MixedVersionTest {
    @Nested
    class ANewerMirrorAndAnOlderWitness {
        @RegisterExtension
        static final MirroredTrio trio =
                new MirroredTrio(settings -> settings.running("HOST_A=2019,HOST_B=2022,HOST_W=2016", ""));

        @Test
        void synchronizesDuringAnUpgrade() throws Exception {
            trio.pair();
            trio.write(A, "one");

            assertThat(trio.notes(A)).containsExactly("one");
        }

        @Test
        void isSuspendedAfterAFailoverToTheNewerOneAndResumeHasNoEffect() throws Exception {
            trio.pair();

            trio.run(A, "USE master; " + trio.set("PARTNER FAILOVER"));

            trio.shows(B, "PRINCIPAL/SUSPENDED/ONLINE");
            trio.shows(A, "MIRROR/SUSPENDED/RESTORING");
            trio.write(B, "served");
            trio.run(B, trio.set("PARTNER RESUME"));
            trio.shows(B, "PRINCIPAL/SUSPENDED/ONLINE");
        }

        @Test
        void refusesAWitnessThatIsOlderThanThePartners() throws Exception {
            trio.pair();

            assertThat(trio.errorOf(A, trio.set("WITNESS = 'TCP://HOST_W:7024'")))
                    .isEqualTo(1427);
        }
    }

    @Nested
    class StandardPartnersAndAnExpressWitness {
        @RegisterExtension
        static final MirroredTrio trio =
                new MirroredTrio(settings -> settings.running("", "HOST_A=Standard,HOST_B=Standard"));

        @Test
        void cannotTurnSafetyOff() throws Exception {
            trio.pair();

            assertThat(trio.errorOf(A, trio.set("PARTNER SAFETY OFF"))).isEqualTo(1473);
            assertThat(trio.errorOf(A, trio.set("PARTNER SAFETY FULL"))).isZero();
        }

        @Test
        void haveAWitness() throws Exception {
            trio.witnessed();

            assertThat(trio.witness(A)).isEqualTo("CONNECTED");
        }
    }

    @Nested
    class TheDefaultAlgorithmOf2014 {
        @RegisterExtension
        static final MirroredTrio trio = new MirroredTrio(settings -> settings.running("HOST_A=2014", ""));

        @Test
        void meetsNoAlgorithmOf2022Row27() throws Exception {
            trio.prepared();
            trio.run(B, trio.set("PARTNER = 'TCP://HOST_A:7024'"));

            assertThat(trio.errorOf(A, trio.set("PARTNER = 'TCP://HOST_B:7024'")))
                    .isEqualTo(1418);
            assertThat(trio.rows(B, "EXEC master.dbo.xp_readerrorlog 0, 1, N'28047'")
                                    .isEmpty()
                            && trio.rows(B, "EXEC master.dbo.xp_readerrorlog 0, 1, N'compatible'")
                                    .isEmpty())
                    .isFalse();
        }

        @Test
        void meetsItWhenTheOlderOneSaysAes() throws Exception {
            trio.run(A, "ALTER ENDPOINT Mirroring FOR DATABASE_MIRRORING (ENCRYPTION = REQUIRED ALGORITHM AES)");
            try {
                trio.pair();

                assertThat(trio.value(A, "SELECT MAX(encryption_algorithm_desc) FROM sys.dm_db_mirroring_connections"))
                        .isEqualTo("AES");
            } finally {
                trio.run(A, "ALTER ENDPOINT Mirroring FOR DATABASE_MIRRORING (ENCRYPTION = REQUIRED ALGORITHM RC4)");
            }
        }
    }
}
