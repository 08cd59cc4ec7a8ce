package mirrorsh.lab.machine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is installed on a machine: an instance of some name, version and edition.
 *
 * @param serverName as {@code @@SERVERNAME} tells it, for example HOST_A
 * @param patches changes the build that runs
 */
public record Installation(String serverName, Version version, Edition edition, Machine machine, Patches patches) {
    /** Patched as its release is. */
    public Installation(String serverName, Version version, Edition edition, Machine machine) {
        this(serverName, version, edition, machine, new Patches());
    }

    /** The release that runs: the one that was installed, or what it was upgraded to since. */
    @Override
    public Version version() {
        return patches.upgraded().orElse(version);
    }

    /** The third part of the version number. */
    public int build() {
        return version().build() + patches.ahead();
    }

    /** The instance's own name; MSSQLSERVER for the default instance. */
    public String instanceName() {
        return isNamed() ? serverName.substring(serverName.indexOf('\\') + 1) : "MSSQLSERVER";
    }

    /** Setup's folder of the instance: a named instance has its own. */
    public String home() {
        return "C:\\Program Files\\Microsoft SQL Server\\MSSQL" + version.major() + "."
                + instanceName().toUpperCase(Locale.ROOT) + "\\MSSQL";
    }

    /** Whether it is a named instance, {@code HOST\NAME}. */
    public boolean isNamed() {
        return serverName.indexOf('\\') >= 0;
    }

    /** Whether databases can be encrypted at rest: Enterprise and Developer; from 2019 on Standard too. */
    public boolean encryptsDatabases() {
        return switch (edition) {
            case DEVELOPER, ENTERPRISE -> true;
            case STANDARD -> version().atLeast(Version.SQL_2019);
            case WEB, EXPRESS -> false;
        };
    }

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

        /** The release of a year, for example "2014". */
        public static Optional<Version> of(String year) {
            return Arrays.stream(values())
                    .filter(version -> version.year.equals(year.strip()))
                    .findFirst();
        }

        /** Every year that there is, as a list to read. */
        public static String years() {
            return Arrays.stream(values()).map(Version::year).collect(Collectors.joining(", "));
        }
    }

    /** The imitated edition (catalog.md §10). */
    public enum Edition {
        DEVELOPER,
        ENTERPRISE,
        STANDARD,
        WEB,
        EXPRESS;

        /** For example "Express". */
        public String title() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }

        /** Whether it may only be the witness of a session, never a partner (procedure.md §1). */
        public boolean witnessOnly() {
            return this == WEB || this == EXPRESS;
        }

        /** The edition of a name, in any case. */
        public static Optional<Edition> of(String name) {
            return Arrays.stream(values())
                    .filter(edition -> edition.name().equalsIgnoreCase(name.strip()))
                    .findFirst();
        }

        /** Every name that there is, as a list to read. */
        public static String titles() {
            return Arrays.stream(values()).map(Edition::title).collect(Collectors.joining(", "));
        }
    }
}
