package mirrorsh.lab.sql.parse;

import java.util.Map;
import java.util.Set;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Data types as DDL and conversions write them. */
final class DataTypes {
    private static final int MOST_DIGITS = 38;
    private static final int MOST_FRACTION = 7;
    private static final int FLOAT_BITS = 53;
    private static final int REAL_BITS = 24;

    private static final Map<String, Kind> SYNONYMS = Map.ofEntries(
            Map.entry("INTEGER", Kind.INT),
            Map.entry("DEC", Kind.DECIMAL),
            Map.entry("CHARACTER", Kind.CHAR),
            Map.entry("CHAR VARYING", Kind.VARCHAR),
            Map.entry("CHARACTER VARYING", Kind.VARCHAR),
            Map.entry("BINARY VARYING", Kind.VARBINARY),
            Map.entry("NATIONAL CHAR", Kind.NCHAR),
            Map.entry("NATIONAL CHARACTER", Kind.NCHAR),
            Map.entry("NATIONAL CHAR VARYING", Kind.NVARCHAR),
            Map.entry("NATIONAL CHARACTER VARYING", Kind.NVARCHAR),
            Map.entry("DOUBLE PRECISION", Kind.FLOAT));

    private static final Set<String> KNOWN_ONLY = Set.of(
            "TEXT",
            "NTEXT",
            "IMAGE",
            "XML",
            "TIMESTAMP",
            "ROWVERSION",
            "HIERARCHYID",
            "GEOGRAPHY",
            "GEOMETRY",
            "JSON",
            "VECTOR");

    private DataTypes() {}

    /** A type of a variable, parameter or column: one character or byte where the length is left out; 2715. */
    static SqlType declared(TsqlGrammar.DataTypeContext context) {
        return type(context, 1, 2715);
    }

    /** A type to convert to: 30 characters or bytes where the length is left out; 243. */
    static SqlType converted(TsqlGrammar.DataTypeContext context) {
        return type(context, 30, 243);
    }

    private static SqlType type(TsqlGrammar.DataTypeContext context, int defaultLength, int unknown) {
        int line = context.getStart().getLine();
        String name = name(context.typeName());
        if (name.equals("SYSNAME")) {
            refuseArguments(context, name);
            return SqlType.SYSNAME;
        }
        if (KNOWN_ONLY.contains(name)) {
            throw Refusal.notImitated(line, "the data type " + name.toLowerCase(java.util.Locale.ROOT));
        }
        Kind kind = kind(name);
        if (kind == null) {
            throw Refusal.at(line, unknown, context.typeName().getText());
        }
        if (kind.isCharacter() || kind.isBinary()) {
            return SqlType.character(kind, length(context, kind, defaultLength));
        }
        return switch (kind) {
            case DECIMAL, NUMERIC -> exact(context, kind);
            case TIME, DATETIME2, DATETIMEOFFSET -> new SqlType(kind, 0, 0, fraction(context));
            case FLOAT -> floating(context);
            default -> {
                refuseArguments(context, name);
                yield SqlType.of(kind);
            }
        };
    }

    private static String name(TsqlGrammar.TypeNameContext context) {
        if (context.objectName() == null) {
            return "DOUBLE PRECISION";
        }
        String name = Names.upper(Names.object(context.objectName()).name());
        return (context.NATIONAL() == null ? "" : "NATIONAL ") + name + (context.VARYING() == null ? "" : " VARYING");
    }

    private static @Nullable Kind kind(String name) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        return SYNONYMS.get(name);
    }

    private static int length(TsqlGrammar.DataTypeContext context, Kind kind, int defaultLength) {
        if (!context.INTEGER().isEmpty() && context.identifier() == null) {
            if (context.INTEGER().size() > 1) {
                throw Refusal.at(context.getStart().getLine(), 2716, name(context.typeName()));
            }
            int most = kind.isUnicode() ? 4000 : 8000;
            int length = number(context.INTEGER(0), 131, context.getText(), most);
            if (length == 0) {
                throw Refusal.at(context.getStart().getLine(), 1001, 0);
            }
            return length;
        }
        if (context.identifier() == null) {
            return defaultLength;
        }
        boolean variable = kind == Kind.VARCHAR || kind == Kind.NVARCHAR || kind == Kind.VARBINARY;
        if (!variable
                || !Names.upper(context.identifier()).equals("MAX")
                || !context.INTEGER().isEmpty()) {
            throw Refusal.near(context.identifier().getStart());
        }
        return SqlType.MAX;
    }

    private static SqlType exact(TsqlGrammar.DataTypeContext context, Kind kind) {
        refuseWord(context);
        int precision = context.INTEGER().isEmpty()
                ? 18
                : number(context.INTEGER(0), 2750, context.INTEGER(0).getText(), MOST_DIGITS);
        int scale = context.INTEGER().size() < 2
                ? 0
                : number(context.INTEGER(1), 192, context.INTEGER(1).getText(), precision);
        if (precision == 0) {
            throw Refusal.at(context.getStart().getLine(), 1001, 0);
        }
        return new SqlType(kind, 0, precision, scale);
    }

    private static int fraction(TsqlGrammar.DataTypeContext context) {
        refuseWord(context);
        if (context.INTEGER().size() > 1) {
            throw Refusal.near(context.INTEGER(1).getSymbol());
        }
        return context.INTEGER().isEmpty()
                ? MOST_FRACTION
                : number(context.INTEGER(0), 1002, context.INTEGER(0).getText(), MOST_FRACTION);
    }

    private static SqlType floating(TsqlGrammar.DataTypeContext context) {
        refuseWord(context);
        if (context.INTEGER().size() > 1) {
            throw Refusal.near(context.INTEGER(1).getSymbol());
        }
        int bits = context.INTEGER().isEmpty()
                ? FLOAT_BITS
                : number(context.INTEGER(0), 2750, context.INTEGER(0).getText(), FLOAT_BITS);
        if (bits == 0) {
            throw Refusal.at(context.getStart().getLine(), 1001, 0);
        }
        return bits <= REAL_BITS ? SqlType.of(Kind.REAL) : SqlType.FLOAT;
    }

    private static void refuseWord(TsqlGrammar.DataTypeContext context) {
        if (context.identifier() != null) {
            throw Refusal.near(context.identifier().getStart());
        }
    }

    private static void refuseArguments(TsqlGrammar.DataTypeContext context, String name) {
        refuseWord(context);
        if (!context.INTEGER().isEmpty()) {
            throw Refusal.at(context.getStart().getLine(), 2716, name);
        }
    }

    /** A number up to the largest that is allowed, or the error with the text. */
    private static int number(TerminalNode node, int error, String text, int most) {
        String digits = node.getText();
        int value = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (value > most) {
            throw Refusal.at(node.getSymbol().getLine(), error, text, most);
        }
        return value;
    }
}
