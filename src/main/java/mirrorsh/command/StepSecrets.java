package mirrorsh.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mirrorsh.model.UsageException;
import mirrorsh.runbook.Secrets;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SecretSource;

/**
 * Passwords that steps need. One that is named, such as a master key's, comes from {@code MIRRORSH_MASTERKEY_PASSWORD_HOST_A} or
 * {@code MIRRORSH_MASTERKEY_PASSWORD}, else from a masked prompt; where nobody is to be asked it is generated and kept in a file that
 * only the user can read. One that nobody needs to know is generated and forgotten.
 */
final class StepSecrets implements Secrets {
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int LENGTH = 28;

    private final Passwords passwords;
    private final Session session;
    private final Path folder;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Source> sources = new LinkedHashMap<>();

    StepSecrets(Session session, Passwords passwords, Path folder) {
        this.session = session;
        this.passwords = passwords;
        this.folder = folder;
    }

    @Override
    public SecretSource named(String name, String host) {
        return sources.computeIfAbsent(
                name + " " + host.toUpperCase(Locale.ROOT), key -> new Source(this, name, host, Kind.NEW));
    }

    @Override
    public SecretSource existing(String name, String host) {
        String key = name + " " + host.toUpperCase(Locale.ROOT);
        Source earlier = sources.get(key);
        if (earlier != null && earlier.found().isPresent()) {
            return earlier; // given or made in this session
        }
        Source source = new Source(this, name, host, Kind.EXISTING);
        sources.put(key, source);
        return source;
    }

    @Override
    public SecretSource generated(String label) {
        return new Source(this, label, "", Kind.GENERATED);
    }

    private enum Kind {
        NEW,
        EXISTING,
        GENERATED
    }

    private Path file(String name, String host) {
        return folder.resolve(name + "-" + host.replaceAll("[^A-Za-z0-9_.-]", "_"));
    }

    private Optional<Secret> kept(String name, String host) {
        Path file = file(name, host);
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Secret.of(
                            Files.readString(file, StandardCharsets.UTF_8).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // as if it were not there: it is asked for
        }
    }

    /** Answers the same password each time, and asks for it the first time. */
    private static final class Source implements SecretSource {
        private final StepSecrets owner;
        private final String name;
        private final String host;
        private final Kind kind;
        private Optional<Secret> known = Optional.empty();

        Source(StepSecrets owner, String name, String host, Kind kind) {
            this.owner = owner;
            this.name = name;
            this.host = host;
            this.kind = kind;
        }

        @Override
        public String label() {
            return kind == Kind.GENERATED ? name : "password '" + name + "' of " + host;
        }

        /** What was asked for or made before; empty if it was not needed yet. */
        synchronized Optional<Secret> found() {
            return known;
        }

        @Override
        public synchronized Secret secret() {
            if (known.isEmpty()) {
                known = Optional.of(
                        switch (kind) {
                            case NEW -> owner.find(name, host, label());
                            case EXISTING -> owner.findExisting(name, host, label());
                            case GENERATED -> owner.generate();
                        });
            }
            return known.get();
        }

        @Override
        public String toString() {
            return label();
        }
    }

    private static String variable(String name) {
        return "MIRRORSH_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_PASSWORD";
    }

    private Optional<Secret> fromEnvironment(String name, String host) {
        return passwords
                .fromEnvironment(Passwords.variable(variable(name), host))
                .or(() -> passwords.fromEnvironment(variable(name)));
    }

    private Secret findExisting(String name, String host, String label) {
        boolean nobody = session.invocation().json() || !session.console().interactive();
        return fromEnvironment(name, host)
                .or(() -> kept(name, host))
                .or(() -> nobody ? Optional.empty() : session.console().askSecret("The " + label + ": "))
                .filter(secret -> !secret.isEmpty())
                .orElseThrow(() -> new UsageException("The " + label + " was not given.", "set " + variable(name)));
    }

    private Secret find(String name, String host, String label) {
        return fromEnvironment(name, host).or(() -> ask(label)).orElseGet(() -> generateAndKeep(name, host));
    }

    private Optional<Secret> ask(String label) {
        boolean nobody = session.invocation().yes() || session.lab().running();
        if (nobody || !session.console().interactive()) {
            return Optional.empty();
        }
        Secret first = session.console()
                .askSecret("New " + label + " (Enter alone: generate and keep one): ")
                .orElseThrow(() -> new UsageException("The " + label + " was not given.", "run the command again"));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Optional<Secret> again = session.console().askSecret("The same again: ");
        if (again.isEmpty()
                || !java.util.Arrays.equals(first.reveal(), again.get().reveal())) {
            throw new UsageException("The two passwords are not the same.", "run the command again");
        }
        return Optional.of(first);
    }

    private Secret generate() {
        StringBuilder text = new StringBuilder("aA1!"); // one of each kind that a Windows password policy asks for
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return Secret.of(text.toString());
    }

    private Secret generateAndKeep(String name, String host) {
        Secret secret = generate();
        if (session.lab().running()) {
            return secret; // a lab's keys end with it
        }
        Path file = file(name, host);
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(file);
            boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
            if (posix) {
                Set<java.nio.file.attribute.PosixFilePermission> own = PosixFilePermissions.fromString("rw-------");
                Files.createFile(file, PosixFilePermissions.asFileAttribute(own));
            }
            Files.writeString(file, new String(secret.reveal()) + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException(
                    "A generated password cannot be kept at " + file + ", so it is not used.",
                    "set MIRRORSH_" + name.toUpperCase(Locale.ROOT) + "_PASSWORD");
        }
        session.console()
                .aside("The password '" + name + "' of " + host + " was generated and is kept in " + file + ".");
        return secret;
    }
}
