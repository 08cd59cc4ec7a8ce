package mirrorsh.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    private final Json json = new Json();

    @Test
    void writesOneLine() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a\n\"b\"");
        value.put("list", Arrays.asList(1, 2L, true, null, new BigDecimal("1.50")));

        assertThat(json.write(value)).isEqualTo("{\"text\":\"a\\n\\\"b\\\"\",\"list\":[1,2,true,null,1.50]}");
    }

    @Test
    void readsWhatItWrote() {
        assertThat(json.read("{\"a\":[1,1.5,\"x\",null,false],\"b\":{}}"))
                .isEqualTo(Map.of("a", Arrays.asList(1L, new BigDecimal("1.5"), "x", null, false), "b", Map.of()));
    }

    @Test
    void refusesWhatIsNotOneWholeValue() {
        for (String text : List.of("", "{", "{\"a\":", "[1", "nul", "{} {}", "\"x")) {
            assertThatThrownBy(() -> json.read(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
