package mirrorsh.lab.instance;

import java.util.List;

/**
 * The configuration options of an instance, as after installation. Of their values only that of {@code show advanced options} can be
 * changed here. Safe to share.
 */
final class Settings {
    static final String SHOW_ADVANCED = "show advanced options";

    private static final List<Setting> ALL = List.of(
            new Setting(101, "recovery interval (min)", 0, 0, 32767, true, true),
            new Setting(102, "allow updates", 0, 0, 1, true, false),
            new Setting(103, "user connections", 0, 0, 32767, false, true),
            new Setting(106, "locks", 0, 5000, Integer.MAX_VALUE, false, true),
            new Setting(107, "open objects", 0, 0, Integer.MAX_VALUE, false, true),
            new Setting(109, "fill factor (%)", 0, 0, 100, false, true),
            new Setting(115, "nested triggers", 1, 0, 1, true, false),
            new Setting(116, "server trigger recursion", 1, 0, 1, true, false),
            new Setting(117, "remote access", 1, 0, 1, false, false),
            new Setting(124, "default language", 0, 0, 9999, true, false),
            new Setting(400, "cross db ownership chaining", 0, 0, 1, true, false),
            new Setting(503, "max worker threads", 0, 128, 65535, true, true),
            new Setting(505, "network packet size (B)", 4096, 512, 32767, true, true),
            new Setting(518, "show advanced options", 0, 0, 1, true, false),
            new Setting(542, "remote proc trans", 0, 0, 1, true, false),
            new Setting(1519, "remote login timeout (s)", 10, 0, Integer.MAX_VALUE, true, false),
            new Setting(1520, "remote query timeout (s)", 600, 0, Integer.MAX_VALUE, true, false),
            new Setting(1534, "user options", 0, 0, 32767, true, false),
            new Setting(1536, "max text repl size (B)", 65536, -1, Integer.MAX_VALUE, true, false),
            new Setting(1537, "media retention", 0, 0, 365, false, true),
            new Setting(1538, "cost threshold for parallelism", 5, 0, 32767, true, true),
            new Setting(1539, "max degree of parallelism", 0, 0, 32767, true, true),
            new Setting(1540, "min memory per query (KB)", 1024, 512, Integer.MAX_VALUE, true, true),
            new Setting(1541, "query wait (s)", -1, -1, Integer.MAX_VALUE, true, true),
            new Setting(1543, "min server memory (MB)", 0, 0, Integer.MAX_VALUE, true, true),
            new Setting(1544, "max server memory (MB)", Integer.MAX_VALUE, 128, Integer.MAX_VALUE, true, true),
            new Setting(1562, "clr enabled", 0, 0, 1, true, false),
            new Setting(1576, "remote admin connections", 0, 0, 1, true, false),
            new Setting(1579, "backup compression default", 0, 0, 1, true, false),
            new Setting(1580, "filestream access level", 0, 0, 2, true, false),
            new Setting(1581, "optimize for ad hoc workloads", 0, 0, 1, true, true),
            new Setting(16384, "Agent XPs", 0, 0, 1, true, true),
            new Setting(16386, "Database Mail XPs", 0, 0, 1, true, true),
            new Setting(16388, "Ole Automation Procedures", 0, 0, 1, true, true),
            new Setting(16390, "xp_cmdshell", 0, 0, 1, true, true),
            new Setting(16391, "Ad Hoc Distributed Queries", 0, 0, 1, true, true),
            new Setting(16393, "contained database authentication", 0, 0, 1, true, false));

    private int configured;
    private int inUse;

    /**
     * An option.
     *
     * @param value as after installation
     * @param dynamic whether RECONFIGURE is enough for a change of it
     * @param advanced whether sp_configure shows it only with {@code show advanced options}
     */
    record Setting(int id, String name, int value, int minimum, int maximum, boolean dynamic, boolean advanced) {
        boolean showsAdvanced() {
            return name.equals(SHOW_ADVANCED);
        }
    }

    /** In the order of their numbers. */
    List<Setting> all() {
        return ALL;
    }

    /** The value that it is to have after RECONFIGURE. */
    synchronized int configured(Setting setting) {
        return setting.showsAdvanced() ? configured : setting.value();
    }

    synchronized int inUse(Setting setting) {
        return setting.showsAdvanced() ? inUse : setting.value();
    }

    synchronized boolean areAdvancedShown() {
        return inUse == 1;
    }

    synchronized void showAdvanced(int value) {
        configured = value;
    }

    synchronized void reconfigure() {
        inUse = configured;
    }
}
