package mirrorsh.lab.machine;

/**
 * What is installed on a machine: an instance of some name, version and edition.
 *
 * @param serverName as {@code @@SERVERNAME} tells it, for example HOST_A
 */
public record Installation(String serverName, Version version, Edition edition, Machine machine) {
    /** The imitated release (tsql.md §12). */
    public enum Version {
        SQL_2012(11, 0, 7001, "2012"),
        SQL_2014(12, 0, 6024, "2014"),
        SQL_2016(13, 0, 7037, "2016"),
        SQL_2017(14, 0, 3490, "2017"),
        SQL_2019(15, 0, 4430, "2019"),
        SQL_2022(16, 0, 4215, "2022");

        private final int major;
        private final int minor;
        private final int build;
        private final String year;

        Version(int major, int minor, int build, String year) {
            this.major = major;
            this.minor = minor;
            this.build = build;
            this.year = year;
        }

        public int major() {
            return major;
        }

        public int minor() {
            return minor;
        }

        public int build() {
            return build;
        }

        /** For example "2022". */
        public String year() {
            return year;
        }

        public boolean atLeast(Version other) {
            return compareTo(other) >= 0;
        }
    }

    /** The imitated edition (catalog.md §10). */
    public enum Edition {
        DEVELOPER,
        ENTERPRISE,
        STANDARD,
        WEB,
        EXPRESS
    }
}
