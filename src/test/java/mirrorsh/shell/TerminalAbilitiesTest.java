package mirrorsh.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jline.utils.InfoCmp;
import org.jline.utils.InfoCmp.Capability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalAbilitiesTest {
    private final Set<Capability> yes = EnumSet.noneOf(Capability.class);
    private final Map<Capability, Integer> numbers = new EnumMap<>(Capability.class);
    private final Map<Capability, String> texts = new EnumMap<>(Capability.class);

    @ParameterizedTest
    @ValueSource(strings = {"xterm-256color", "xterm", "screen-256color", "screen", "rxvt-unicode-256color", "ansi"})
    void areThoseThatJLineReads(String type) throws IOException {
        Set<Capability> otherYes = EnumSet.noneOf(Capability.class);
        Map<Capability, Integer> otherNumbers = new EnumMap<>(Capability.class);
        Map<Capability, String> otherTexts = new EnumMap<>(Capability.class);
        InfoCmp.parseInfoCmp(InfoCmp.getDefaultInfoCmp(type), otherYes, otherNumbers, otherTexts);

        TerminalAbilities.of(type, yes, numbers, texts);

        assertThat(yes).isNotEmpty().isEqualTo(otherYes);
        assertThat(numbers).isNotEmpty().isEqualTo(otherNumbers);
        assertThat(texts).isNotEmpty().isEqualTo(otherTexts);
    }

    @Test
    void areNotToldOfAnUnknownKind() {
        assertThatThrownBy(() -> TerminalAbilities.of("teletype", yes, numbers, texts))
                .isInstanceOf(FileNotFoundException.class);
    }
}
