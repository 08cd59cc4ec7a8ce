package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvocationTest {
    @Test
    void aloneVersionAsksForTheVersionOfTheProgram() {
        assertThat(Invocation.of(List.of("--version")).version()).isTrue();
        assertThat(Invocation.of(List.of("--version", "hosts")).words()).containsExactly("hosts");
    }

    @Test
    void withAReleaseVersionBelongsToTheCommand() {
        Invocation invocation = Invocation.of(List.of("lab", "serve", "--version", "HOST_B=2014,2016", "--json"));

        assertThat(invocation.version()).isFalse();
        assertThat(invocation.json()).isTrue();
        assertThat(invocation.words()).containsExactly("lab", "serve", "--version", "HOST_B=2014,2016");
    }
}
