package mirrorsh.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import mirrorsh.lab.Faults;
import mirrorsh.model.UsageException;

/** What {@code lab fault} can do, with the arguments that each takes. */
enum LabFault {
    STOP("HOST", "the instance is stopped", (faults, words) -> faults.stop(words[0])),
    KILL("HOST", "the instance's process dies", (faults, words) -> faults.kill(words[0])),
    START("HOST", "the instance comes up again", (faults, words) -> faults.start(words[0])),
    CUT("FROM TO", "FROM can no longer connect to TO", (faults, words) -> faults.cut(words[0], words[1])),
    SLOW(
            "FROM TO MILLISECONDS",
            "what FROM sends to TO is late",
            (faults, words) -> faults.slow(words[0], words[1], Duration.ofMillis(number(words[2])))),
    STALL("FROM TO", "what FROM sends to TO does not arrive", (faults, words) -> faults.stall(words[0], words[1])),
    MEND("FROM TO", "the way from FROM to TO is well again", (faults, words) -> faults.mend(words[0], words[1])),
    FULL_DISK("HOST", "nothing can be written to the disk", (faults, words) -> faults.fillDisk(words[0])),
    FREE_DISK("HOST", "there is room on the disk again", (faults, words) -> faults.freeDisk(words[0])),
    SKEW(
            "HOST SECONDS",
            "the clock is SECONDS s ahead; 0 sets it right",
            (faults, words) -> faults.skew(words[0], Duration.ofSeconds(number(words[1])))),
    EXPIRE_CERT(
            "HOST", "the endpoint's certificate has expired", (faults, words) -> faults.expireCertificate(words[0])),
    POSTDATE_CERT(
            "HOST",
            "the endpoint's certificate is not yet valid",
            (faults, words) -> faults.postdateCertificate(words[0])),
    RESTORE_CERT(
            "HOST",
            "the endpoint's certificate has its own dates again",
            (faults, words) -> faults.restoreCertificate(words[0])),
    DENY_FILE("HOST PATH", "the instance may not read a file", (faults, words) -> faults.denyFile(words[0], words[1])),
    ALLOW_FILE(
            "HOST PATH",
            "the instance may read the file again",
            (faults, words) -> faults.allowFile(words[0], words[1])),
    TAKE_PORT("HOST PORT", "another process has a port", (faults, words) -> faults.takePort(words[0], port(words[1]))),
    RELEASE_PORT(
            "HOST PORT", "the port is free again", (faults, words) -> faults.releasePort(words[0], port(words[1]))),
    FORGET_NAME("HOST NAME", "the host does not find a name", (faults, words) -> faults.forgetName(words[0], words[1])),
    RECALL_NAME("HOST NAME", "the host finds the name again", (faults, words) -> faults.recallName(words[0], words[1])),
    LOG_BACKUP(
            "HOST DATABASE", "a job takes a log backup, once", (faults, words) -> faults.backUpLog(words[0], words[1])),
    LOSE_SERVICE_KEY(
            "HOST", "the service master key is another one", (faults, words) -> faults.loseServiceMasterKey(words[0])),
    RESTORE_SERVICE_KEY(
            "HOST", "the old service master key is back", (faults, words) -> faults.restoreServiceMasterKey(words[0])),
    HALF_PATCH("HOST", "a newer build, unpatched: sessions break soon", (faults, words) -> faults.halfPatch(words[0])),
    PATCH("HOST", "the builds are alike again", (faults, words) -> faults.patch(words[0])),
    CLEAR("", "every fault ends", (faults, words) -> faults.clear());

    private interface Deed {
        void on(Faults faults, String[] words) throws IOException;
    }

    private final String arguments;
    private final String effect;
    private final Deed deed;

    LabFault(String arguments, String effect, Deed deed) {
        this.arguments = arguments;
        this.effect = effect;
        this.deed = deed;
    }

    /** The words behind {@code lab fault}. */
    static Stream<String> names() {
        return Stream.concat(Stream.of("list"), Arrays.stream(values()).map(LabFault::word));
    }

    /** Each with its arguments and what comes of it. */
    static Stream<String> usages() {
        int widest = Arrays.stream(values())
                .mapToInt(fault -> fault.call().length())
                .max()
                .orElse(0);
        return Arrays.stream(values())
                .map(fault -> fault.call() + " ".repeat(widest - fault.call().length()) + "  " + fault.effect);
    }

    private String call() {
        return (word() + " " + arguments).strip();
    }

    static Optional<LabFault> named(String word) {
        return Arrays.stream(values())
                .filter(fault -> fault.word().equalsIgnoreCase(word))
                .findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String usage() {
        return "lab fault " + call();
    }

    /** What has come of it, in the words of the arguments. */
    String effect(List<String> words) {
        String sentence = effect;
        String[] names = arguments.split(" ", -1);
        for (int i = 0; i < Math.min(names.length, words.size()); i++) {
            sentence = sentence.replace(names[i], words.get(i));
        }
        return sentence;
    }

    /**
     * Does it.
     *
     * @throws UsageException when the arguments do not fit, or name what is not there
     * @throws IOException when the lab's machine stands in the way
     */
    void perform(Faults faults, List<String> words) throws IOException {
        int wanted = arguments.isEmpty() ? 0 : arguments.split(" ", -1).length;
        if (words.size() != wanted) {
            throw new UsageException("The arguments do not fit.", usage());
        }
        try {
            deed.on(faults, words.toArray(String[]::new));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new UsageException(String.valueOf(e.getMessage()), usage());
        }
    }

    /** Whether there is such a port, the lab knows. */
    private static int port(String word) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(word)));
    }

    private static long number(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' is no whole number.", e);
        }
    }
}
