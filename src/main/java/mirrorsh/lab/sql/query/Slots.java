package mirrorsh.lab.sql.query;

/** Hands out places behind the columns of FROM, for aggregates and window functions. */
final class Slots {
    private int width;

    Slots(int width) {
        this.width = width;
    }

    int next() {
        return width++;
    }

    /** How wide rows are with all places handed out so far. */
    int width() {
        return width;
    }
}
