package mirrorsh.run;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON text of plain values and back: maps with string keys, iterables, strings, whole and decimal numbers, booleans, null. The only
 * class that knows a JSON library. May be shared.
 */
public final class Json {
    private final JsonFactory factory = new JsonFactory();

    /** One line, without a line end. */
    public String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            write(out, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, @Nullable Object value) {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            map.forEach((key, member) -> {
                out.writeName(String.valueOf(key));
                write(out, member);
            });
            out.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            out.writeStartArray();
            items.forEach(item -> write(out, item));
            out.writeEndArray();
        } else {
            writeScalar(out, value);
        }
    }

    private static void writeScalar(JsonGenerator out, Object value) {
        if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof BigDecimal decimal) {
            out.writeNumber(decimal);
        } else if (value instanceof Double real) {
            out.writeNumber(real);
        } else if (value instanceof Number whole) {
            out.writeNumber(whole.longValue());
        } else {
            out.writeString(value.toString());
        }
    }

    /**
     * The value that a text stands for: objects as {@code Map<String, Object>} in their order, arrays as lists, whole numbers as
     * Long, others as BigDecimal.
     *
     * @throws IllegalArgumentException when the text is not one whole JSON value
     */
    public @Nullable Object read(String text) {
        try (JsonParser in = factory.createParser(ObjectReadContext.empty(), text)) {
            Object value = read(in, in.nextToken());
            if (in.nextToken() != null) {
                throw new IllegalArgumentException("more than one JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage() + place(e), e);
        }
    }

    private static String place(JacksonException e) {
        TokenStreamLocation where = e.getLocation();
        return where == null ? "" : ", line " + where.getLineNr() + ", column " + where.getColumnNr();
    }

    private static @Nullable Object read(JsonParser in, @Nullable JsonToken token) {
        if (token == null) {
            throw new IllegalArgumentException("JSON text ends too early");
        }
        return switch (token) {
            case START_OBJECT -> readObject(in);
            case START_ARRAY -> readArray(in);
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("not JSON: " + token);
        };
    }

    private static Map<String, @Nullable Object> readObject(JsonParser in) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_OBJECT; token = in.nextToken()) {
            String name = in.currentName();
            members.put(name, read(in, in.nextToken()));
        }
        return members;
    }

    private static List<@Nullable Object> readArray(JsonParser in) {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            items.add(read(in, token));
        }
        return items;
    }
}
