package mirrorsh.lab.sql.parse;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.InstanceStatement;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.ast.Statement.Transaction.Action;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import mirrorsh.lab.sql.grammar.TsqlTokens;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Statements: control of flow and transactions here, the other groups by their own readers. */
final class StatementReader extends TsqlGrammarBaseVisitor<Statement> {
    private final ExpressionReader expressions = new ExpressionReader();
    private final DataReader data = new DataReader(expressions);
    private final TableReader tables = new TableReader(expressions);
    private final SessionReader sessions = new SessionReader(expressions);
    private final CursorReader cursors = new CursorReader(expressions.queries());
    private final DatabaseReader databases = new DatabaseReader();

    // ---------------------------------------------------------------- lists of statements

    /** The statements of a batch or a block. */
    List<Statement> statements(@Nullable ParserRuleContext parent) {
        List<Statement> statements = new ArrayList<>();
        boolean separated = true;
        for (ParseTree child : parent == null ? List.<ParseTree>of() : parent.children) {
            if (child instanceof TerminalNode) {
                separated = true;
            } else {
                if (!separated) {
                    requireNoSeparator((ParserRuleContext) child);
                }
                statements.add(visit(child));
                separated = false;
            }
        }
        return List.copyOf(statements);
    }

    /** WITH and THROW, unlike all others, must be told from the statement before them by a semicolon (tsql.md §1). */
    private static void requireNoSeparator(ParserRuleContext statement) {
        int first = statement.getStart().getType();
        if (first == TsqlTokens.WITH || first == TsqlTokens.THROW) {
            throw Refusal.near(statement.getStart());
        }
    }

    private static int line(ParserRuleContext context) {
        return context.getStart().getLine();
    }

    // ---------------------------------------------------------------- flow

    @Override
    public Statement visitIfStatement(TsqlGrammar.IfStatementContext context) {
        return new Statement.If(
                expressions.condition(context.condition()),
                visit(context.statement(0)),
                context.ELSE() == null ? null : visit(context.statement(1)),
                line(context));
    }

    @Override
    public Statement visitWhileStatement(TsqlGrammar.WhileStatementContext context) {
        return new Statement.While(
                expressions.condition(context.condition()), visit(context.statement()), line(context));
    }

    @Override
    public Statement visitBlockStatement(TsqlGrammar.BlockStatementContext context) {
        return new Statement.Block(statements(context.block()), line(context));
    }

    @Override
    public Statement visitTryStatement(TsqlGrammar.TryStatementContext context) {
        List<Statement> body = List.of();
        List<Statement> handler = List.of();
        boolean inHandler = false;
        for (ParseTree child : context.children) {
            if (child instanceof TerminalNode word) {
                inHandler |= word.getSymbol().getType() == TsqlTokens.CATCH;
            } else if (inHandler) {
                handler = statements((ParserRuleContext) child);
            } else {
                body = statements((ParserRuleContext) child);
            }
        }
        return new Statement.TryCatch(body, handler, line(context));
    }

    @Override
    public Statement visitBreakStatement(TsqlGrammar.BreakStatementContext context) {
        requireLoop(context, 135);
        return new Statement.Break(line(context));
    }

    @Override
    public Statement visitContinueStatement(TsqlGrammar.ContinueStatementContext context) {
        requireLoop(context, 136);
        return new Statement.Continue(line(context));
    }

    /** BREAK and CONTINUE belong into a WHILE. */
    private static void requireLoop(ParserRuleContext context, int number) {
        for (ParserRuleContext outer = context; outer != null; outer = outer.getParent()) {
            if (outer instanceof TsqlGrammar.WhileStatementContext) {
                return;
            }
        }
        throw Refusal.at(line(context), number);
    }

    @Override
    public Statement visitLabel(TsqlGrammar.LabelContext context) {
        String text = context.LABEL().getText();
        return new Statement.Label(text.substring(0, text.length() - 1).strip(), line(context));
    }

    @Override
    public Statement visitGotoStatement(TsqlGrammar.GotoStatementContext context) {
        return new Statement.Goto(Names.of(context.plainIdentifier()), line(context));
    }

    @Override
    public Statement visitDeclareCursor(TsqlGrammar.DeclareCursorContext context) {
        return cursors.declare(context);
    }

    @Override
    public Statement visitCursorState(TsqlGrammar.CursorStateContext context) {
        return cursors.change(context);
    }

    @Override
    public Statement visitFetchCursor(TsqlGrammar.FetchCursorContext context) {
        return cursors.fetch(context);
    }

    @Override
    public Statement visitReturnStatement(TsqlGrammar.ReturnStatementContext context) {
        return new Statement.Return(expressions.valueOrNull(context.value()), line(context));
    }

    @Override
    public Statement visitWaitFor(TsqlGrammar.WaitForContext context) {
        return new Statement.WaitFor(context.DELAY() != null, expressions.value(context.value()), line(context));
    }

    @Override
    public Statement visitUseDatabase(TsqlGrammar.UseDatabaseContext context) {
        return new Statement.Use(Names.of(context.identifier()), line(context));
    }

    // ---------------------------------------------------------------- messages

    @Override
    public Statement visitPrintStatement(TsqlGrammar.PrintStatementContext context) {
        return new Statement.Print(expressions.value(context.value()), line(context));
    }

    @Override
    public Statement visitRaiseError(TsqlGrammar.RaiseErrorContext context) {
        List<Expression> values = expressions.values(context.value());
        if (values.size() < 3) {
            throw Refusal.near(context.getToken(TsqlTokens.CLOSE_PARENTHESIS, 0).getSymbol());
        }
        boolean noWait = false;
        boolean log = false;
        for (TsqlGrammar.IdentifierContext option : context.identifier()) {
            switch (Names.upper(option)) {
                case "NOWAIT" -> noWait = true;
                case "LOG" -> log = true;
                case "SETERROR" -> throw Refusal.notImitated(option, "RAISERROR WITH SETERROR");
                default -> throw Refusal.near(option.getStart());
            }
        }
        return new Statement.RaiseError(
                values.get(0),
                values.get(1),
                values.get(2),
                values.subList(3, values.size()),
                noWait,
                log,
                line(context));
    }

    @Override
    public Statement visitThrowStatement(TsqlGrammar.ThrowStatementContext context) {
        return new Statement.Throw(
                expressions.valueOrNull(context.value(0)),
                expressions.valueOrNull(context.value(1)),
                expressions.valueOrNull(context.value(2)),
                line(context));
    }

    // ---------------------------------------------------------------- transactions

    @Override
    public Statement visitBeginTransaction(TsqlGrammar.BeginTransactionContext context) {
        return new Statement.Transaction(
                Action.BEGIN,
                Names.orNull(context.identifier()),
                SessionReader.mark(context.transactionMark()),
                line(context));
    }

    @Override
    public Statement visitCommitTransaction(TsqlGrammar.CommitTransactionContext context) {
        return new Statement.Transaction(Action.COMMIT, Names.orNull(context.identifier()), line(context));
    }

    @Override
    public Statement visitRollbackTransaction(TsqlGrammar.RollbackTransactionContext context) {
        return new Statement.Transaction(Action.ROLLBACK, Names.orNull(context.identifier()), line(context));
    }

    @Override
    public Statement visitSaveTransaction(TsqlGrammar.SaveTransactionContext context) {
        return new Statement.Transaction(Action.SAVE, Names.of(context.identifier()), line(context));
    }

    // ---------------------------------------------------------------- groups with readers of their own

    @Override
    public Statement visitDataStatement(TsqlGrammar.DataStatementContext context) {
        return data.read(context);
    }

    @Override
    public Statement visitCreateTable(TsqlGrammar.CreateTableContext context) {
        return tables.visit(context);
    }

    @Override
    public Statement visitDropTable(TsqlGrammar.DropTableContext context) {
        return tables.visit(context);
    }

    @Override
    public Statement visitTruncateTable(TsqlGrammar.TruncateTableContext context) {
        return tables.visit(context);
    }

    @Override
    public Statement visitDeclare(TsqlGrammar.DeclareContext context) {
        return tables.visit(context);
    }

    @Override
    public Statement visitSetVariable(TsqlGrammar.SetVariableContext context) {
        return sessions.visit(context);
    }

    @Override
    public Statement visitSetIsolation(TsqlGrammar.SetIsolationContext context) {
        return sessions.visit(context);
    }

    @Override
    public Statement visitSetOption(TsqlGrammar.SetOptionContext context) {
        return sessions.visit(context);
    }

    @Override
    public Statement visitExecuteText(TsqlGrammar.ExecuteTextContext context) {
        return sessions.visit(context);
    }

    @Override
    public Statement visitExecuteProcedure(TsqlGrammar.ExecuteProcedureContext context) {
        return sessions.visit(context);
    }

    @Override
    public Statement visitProcedureCall(TsqlGrammar.ProcedureCallContext context) {
        return sessions.visit(context);
    }

    // ---------------------------------------------------------------- administration

    @Override
    public Statement visitKeys(TsqlGrammar.KeysContext context) {
        return administration(new KeyReader().visit(context.keyStatement()), context);
    }

    @Override
    public Statement visitEncryptionKeys(TsqlGrammar.EncryptionKeysContext context) {
        return administration(new EncryptionKeyReader().visit(context.encryptionKeyStatement()), context);
    }

    @Override
    public Statement visitCertificates(TsqlGrammar.CertificatesContext context) {
        return administration(new CertificateReader().visit(context.certificateStatement()), context);
    }

    @Override
    public Statement visitEndpoints(TsqlGrammar.EndpointsContext context) {
        return administration(new EndpointReader().visit(context.endpointStatement()), context);
    }

    @Override
    public Statement visitPrincipals(TsqlGrammar.PrincipalsContext context) {
        return administration(new PrincipalReader().visit(context.principalStatement()), context);
    }

    @Override
    public Statement visitPermissions(TsqlGrammar.PermissionsContext context) {
        return administration(new PermissionReader().visit(context.permissionStatement()), context);
    }

    @Override
    public Statement visitBackups(TsqlGrammar.BackupsContext context) {
        return administration(new BackupReader().visit(context.backupStatement()), context);
    }

    @Override
    public Statement visitAvailability(TsqlGrammar.AvailabilityContext context) {
        return administration(new AvailabilityReader().visit(context.availabilityStatement()), context);
    }

    @Override
    public Statement visitCredentials(TsqlGrammar.CredentialsContext context) {
        return administration(new CredentialReader().visit(context.credentialStatement()), context);
    }

    @Override
    public Statement visitExecuteAs(TsqlGrammar.ExecuteAsContext context) {
        if (context.USER() != null) {
            throw Refusal.notImitated(context, "EXECUTE AS USER");
        }
        TsqlGrammar.StringOrVariableContext name = context.stringOrVariable();
        Expression login =
                name.VARIABLE() == null ? Literals.literal(name.getStart()) : new Expression.Variable(name.getText());
        return new Statement.ExecuteAs(login, line(context));
    }

    @Override
    public Statement visitRevert(TsqlGrammar.RevertContext context) {
        return new Statement.Revert(line(context));
    }

    @Override
    public Statement visitReconfigure(TsqlGrammar.ReconfigureContext context) {
        // WITH OVERRIDE lifts checks of values that the lab does not have
        if (context.WITH() != null && !Names.upper(context.identifier()).equals("OVERRIDE")) {
            throw Refusal.near(context.identifier().getStart());
        }
        return administration(new InstanceStatement.Reconfigure(), context);
    }

    @Override
    public Statement visitKill(TsqlGrammar.KillContext context) {
        if (context.INTEGER() == null || context.WITH() != null) {
            throw Refusal.notImitated(context, "KILL of anything but a session");
        }
        String number = context.INTEGER().getText();
        // longer ones are no session's number, whatever they are
        int session = number.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(number);
        return administration(new InstanceStatement.Kill(session), context);
    }

    @Override
    public Statement visitCheckpoint(TsqlGrammar.CheckpointContext context) {
        return administration(new InstanceStatement.Checkpoint(), context);
    }

    @Override
    public Statement visitDatabases(TsqlGrammar.DatabasesContext context) {
        List<Statement> changes = databases.visit(context.databaseStatement()).stream()
                .map(change -> administration(change, context))
                .toList();
        // Several options or files in one statement are as many changes.
        return changes.size() == 1 ? changes.get(0) : new Statement.Block(changes, line(context));
    }

    private static Statement administration(AdminStatement action, ParserRuleContext context) {
        return new Statement.Administration(action, line(context));
    }
}
