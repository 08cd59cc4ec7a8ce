package mirrorsh.command;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mirrorsh.model.UsageException;
import mirrorsh.runbook.Secrets;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SecretSource;

/**
 * Passwords that steps need. One that is named, such as a master key's, comes from {@code MIRRORSH_MASTERKEY_PASSWORD_HOST_A} or
 * {@code MIRRORSH_MASTERKEY_PASSWORD}, else from a masked prompt; where nobody is to be asked it is generated and goes where the
 * operator wants it ({@link NewPasswords}). One that nobody needs to know is generated and forgotten.
 */
final class StepSecrets implements Secrets {
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int LENGTH = 28;

    private final Passwords passwords;
    private final Session session;
    private final NewPasswords generated;
    private final Map<String, Source> sources = new LinkedHashMap<>();

    StepSecrets(Session session, Passwords passwords, Path folder) {
        this.session = session;
        this.passwords = passwords;
        this.generated = new NewPasswords(session.console(), folder);
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
                .or(() -> generated.kept(name, host))
                .or(() -> nobody ? Optional.empty() : session.console().askSecret("The " + label + ": "))
                .filter(secret -> !secret.isEmpty())
                .orElseThrow(() -> new UsageException("The " + label + " was not given.", "set " + variable(name)));
    }

    private Secret find(String name, String host, String label) {
        return fromEnvironment(name, host).or(() -> ask(label)).orElseGet(() -> generateAndDeliver(name, host));
    }

    private Optional<Secret> ask(String label) {
        boolean nobody = session.invocation().yes() || session.lab().running();
        if (nobody || !session.console().interactive()) {
            return Optional.empty();
        }
        Secret first = session.console()
                .askSecret("New " + label + " (Enter alone: generate one): ")
                .orElseThrow(() -> new UsageException("The " + label + " was not given.", "run the command again"));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Optional<Secret> again = session.console().askSecret("The same again: ");
        if (again.isEmpty() || !Arrays.equals(first.reveal(), again.get().reveal())) {
            throw new UsageException("The two passwords are not the same.", "run the command again");
        }
        return Optional.of(first);
    }

    private Secret generate() {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder("aA1!"); // one of each kind that a Windows password policy asks for
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return Secret.of(text.toString());
    }

    private Secret generateAndDeliver(String name, String host) {
        Secret secret = generate();
        String way = session.settings().of(Setting.NEW_PASSWORDS).text();
        if (way.equals(NewPasswords.KEEP) && session.lab().running()) {
            return secret; // a lab's keys end with it
        }
        generated.deliver(
                new NewPasswords.Generated(name, host, secret),
                way,
                session.settings().commandLimit());
        return secret;
    }
}
