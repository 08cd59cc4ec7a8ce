package mirrorsh.lab.sql.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.EndpointStatement;
import mirrorsh.lab.sql.ast.EndpointStatement.Authentication;
import mirrorsh.lab.sql.ast.EndpointStatement.Encryption;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionAlgorithm;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionMode;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import mirrorsh.lab.sql.ast.EndpointStatement.MirroringOptions;
import mirrorsh.lab.sql.ast.EndpointStatement.TcpOptions;
import mirrorsh.lab.sql.ast.EndpointStatement.WindowsMethod;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Endpoints (tsql.md §4). */
final class EndpointReader extends TsqlGrammarBaseVisitor<AdminStatement> {
    private static final int LOWEST_PORT = 1024;
    private static final int HIGHEST_PORT = 32767;
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    @Override
    public AdminStatement visitCreateEndpoint(TsqlGrammar.CreateEndpointContext context) {
        TcpOptions tcp = tcp(context.tcpOptions());
        if (tcp.port() == null) {
            throw Refusal.near(context.tcpOptions().getStop());
        }
        MirroringOptions mirroring = mirroring(context.mirroringOptions());
        if (mirroring.role() == null) {
            throw Refusal.near(context.mirroringOptions().getStop());
        }
        return new EndpointStatement.CreateEndpoint(
                Names.of(context.identifier(0)),
                Names.orNull(context.identifier(1)),
                state(context.endpointState()),
                tcp,
                mirroring);
    }

    @Override
    public AdminStatement visitAlterEndpoint(TsqlGrammar.AlterEndpointContext context) {
        return new EndpointStatement.AlterEndpoint(
                Names.of(context.identifier()),
                state(context.endpointState()),
                context.tcpOptions() == null ? null : tcp(context.tcpOptions()),
                context.mirroringOptions() == null ? null : mirroring(context.mirroringOptions()));
    }

    @Override
    public AdminStatement visitDropEndpoint(TsqlGrammar.DropEndpointContext context) {
        return new EndpointStatement.DropEndpoint(Names.of(context.identifier()));
    }

    private static @Nullable EndpointState state(TsqlGrammar.@Nullable EndpointStateContext context) {
        if (context == null) {
            return null;
        }
        return switch (Names.upper(context.identifier())) {
            case "STARTED" -> EndpointState.STARTED;
            case "STOPPED" -> EndpointState.STOPPED;
            case "DISABLED" -> EndpointState.DISABLED;
            default -> throw Refusal.near(context.identifier().getStart());
        };
    }

    // ---------------------------------------------------------------- AS TCP

    private static TcpOptions tcp(TsqlGrammar.TcpOptionsContext context) {
        Once once = new Once();
        Integer port = null;
        String ip = null;
        for (TsqlGrammar.TcpOptionContext option : context.tcpOption()) {
            if (option instanceof TsqlGrammar.ListenerPortContext written) {
                once.note("port", option);
                port = port(written.INTEGER().getSymbol());
            } else if (option instanceof TsqlGrammar.ListenerIpContext written) {
                once.note("ip", option);
                ip = address(written);
            }
        }
        return new TcpOptions(port, ip);
    }

    /** Which number a server gives for a port out of range is not known: it is refused like any other bad text. */
    private static int port(Token token) {
        String digits = token.getText();
        int port = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (port < LOWEST_PORT || port > HIGHEST_PORT) {
            throw Refusal.near(token);
        }
        return port;
    }

    private static String address(TsqlGrammar.ListenerIpContext context) {
        if (context.ALL() != null) {
            return "ALL";
        }
        if (context.STRING() != null) {
            return Literals.text(context.STRING());
        }
        // The dots and numbers came as several decimals.
        StringBuilder joined = new StringBuilder();
        for (int i = 3; i < context.getChildCount() - 1; i++) {
            joined.append(context.getChild(i).getText());
        }
        if (!IPV4.matcher(joined).matches()) {
            throw Refusal.at(context.getStart().getLine(), 102, joined);
        }
        return joined.toString();
    }

    // ---------------------------------------------------------------- FOR DATABASE_MIRRORING

    private static MirroringOptions mirroring(TsqlGrammar.MirroringOptionsContext context) {
        Once once = new Once();
        Authentication authentication = null;
        Encryption encryption = null;
        EndpointRole role = null;
        for (TsqlGrammar.MirroringOptionContext option : context.mirroringOption()) {
            once.note(Names.upper(option.getStart().getText()), option);
            if (option.authentication() != null) {
                authentication = authentication(option.authentication());
            } else if (option.endpointEncryption() != null) {
                encryption = encryption(option.endpointEncryption());
            } else {
                role = EndpointRole.valueOf(Names.upper(option.getStop().getText()));
            }
        }
        return new MirroringOptions(authentication, encryption, role);
    }

    private static Authentication authentication(TsqlGrammar.AuthenticationContext context) {
        TsqlGrammar.WindowsMethodContext method = context.windowsMethod();
        WindowsMethod windows = null;
        if (method != null) {
            windows = method.getChildCount() == 1
                    ? WindowsMethod.NEGOTIATE
                    : WindowsMethod.valueOf(Names.upper(method.getStop().getText()));
        }
        boolean certificateFirst = context.CERTIFICATE() != null && context.getChild(0) == context.CERTIFICATE();
        return new Authentication(windows, Names.orNull(context.identifier()), certificateFirst);
    }

    private static Encryption encryption(TsqlGrammar.EndpointEncryptionContext context) {
        List<EncryptionAlgorithm> algorithms = new ArrayList<>();
        for (TsqlGrammar.AlgorithmContext written : context.algorithm()) {
            EncryptionAlgorithm algorithm = EncryptionAlgorithm.valueOf(Names.upper(written));
            if (algorithms.contains(algorithm)) {
                throw Refusal.near(written.getStart());
            }
            algorithms.add(algorithm);
        }
        return new Encryption(
                EncryptionMode.valueOf(Names.upper(context.getStart().getText())), List.copyOf(algorithms));
    }
}
