package mirrorsh.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import mirrorsh.effect.HostStateBuilder;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import org.junit.jupiter.api.Test;

class SightingTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Sighting sighting = new Sighting();
    private final long before = System.nanoTime();

    private static HostStateBuilder at(int second) {
        return new HostStateBuilder("A").clock(NOON.plusSeconds(second));
    }

    private HostState seen(HostStateBuilder state) {
        return sighting.add(state.build(), before, "");
    }

    private HostState seen(HostStateBuilder state, String database) {
        return sighting.add(state.build(), before, database);
    }

    @Test
    void takesTheLookThatTheServerAnsweredLaterWhicheverArrivesFirst() {
        seen(at(2).login("new"));

        assertThat(seen(at(1)).login("new")).isPresent();
        assertThat(seen(at(3)).login("new")).isEmpty();
    }

    @Test
    void takesALookThatWasAskedForAfterTheOtherHadArrivedWhateverTheClockSays() {
        seen(at(2).login("gone"));

        assertThat(sighting.add(at(1).build(), System.nanoTime(), "").login("gone"))
                .isEmpty();
    }

    @Test
    void keepsTheOtherDatabasesOfALookAtOne() {
        HostStateBuilder whole = at(1);
        whole.database("One");
        whole.database("Two");
        seen(whole);
        HostStateBuilder narrow = at(2);
        narrow.database("Two").recoveryModel("SIMPLE");

        HostState all = seen(narrow, "two");

        assertThat(all.databases()).extracting(Database::name).containsExactlyInAnyOrder("One", "Two");
        assertThat(all.database("Two").orElseThrow().recoveryModel()).isEqualTo("SIMPLE");
    }

    @Test
    void noticesThatTheOneDatabaseIsGone() {
        HostStateBuilder whole = at(1);
        whole.database("One");
        seen(whole);

        assertThat(seen(at(2), "One").databases()).isEmpty();
    }

    @Test
    void doesNotGoBackBehindALookAtOneDatabase() {
        seen(at(1));
        HostStateBuilder narrow = at(3);
        narrow.database("One");
        seen(narrow, "One");

        assertThat(seen(at(2)).database("One")).isPresent();
    }

    @Test
    void keepsWhatAnotherLookSaidOfOtherFiles() {
        seen(at(1).file("C:\\a", true));

        HostState all = seen(at(2).file("C:\\b", false));

        assertThat(all.file("C:\\a")).contains(true);
        assertThat(all.file("C:\\b")).contains(false);
    }
}
