package mirrorsh.host;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import mirrorsh.model.LogLine;

/** What hosts wrote to their error logs about mirroring lately. */
public interface ErrorLogs {
    /**
     * One round trip for each host.
     *
     * @return lines by host, oldest first, none twice; a host whose log may not be read is not among the keys
     * @throws HostException when a connection failed
     */
    Map<String, List<LogLine>> recent(Collection<String> hosts);
}
