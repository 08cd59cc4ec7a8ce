package mirrorsh.host;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A value of a result set as text, the way T-SQL would write it. */
final class CellText {
    private CellText() {}

    static @Nullable String of(ResultSet rows, int column) throws SQLException {
        int type = rows.getMetaData().getColumnType(column);
        if (type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY) {
            byte[] bytes = rows.getBytes(column);
            return bytes == null ? null : "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
        }
        String text = rows.getString(column);
        return type == Types.BIT && text != null ? bit(text) : text;
    }

    /** The driver says true and false where T-SQL says 1 and 0. */
    private static String bit(String text) {
        return text.equals("true") || text.equals("1") ? "1" : "0";
    }
}
