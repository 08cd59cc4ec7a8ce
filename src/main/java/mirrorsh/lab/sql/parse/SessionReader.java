package mirrorsh.lab.sql.parse;

import java.util.List;
import java.util.Set;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import mirrorsh.lab.sql.grammar.TsqlTokens;
import mirrorsh.lab.type.SqlType;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** SET and EXEC. */
final class SessionReader extends TsqlGrammarBaseVisitor<Statement> {
    /** The options of a session; what they mean to the lab is the interpreter's business. */
    private static final Set<String> OPTIONS = Set.of(
            "ANSI_DEFAULTS",
            "ANSI_NULLS",
            "ANSI_NULL_DFLT_OFF",
            "ANSI_NULL_DFLT_ON",
            "ANSI_PADDING",
            "ANSI_WARNINGS",
            "ARITHABORT",
            "ARITHIGNORE",
            "CONCAT_NULL_YIELDS_NULL",
            "CONTEXT_INFO",
            "CURSOR_CLOSE_ON_COMMIT",
            "DATEFIRST",
            "DATEFORMAT",
            "DEADLOCK_PRIORITY",
            "FIPS_FLAGGER",
            "FMTONLY",
            "FORCEPLAN",
            "IMPLICIT_TRANSACTIONS",
            "LANGUAGE",
            "LOCK_TIMEOUT",
            "NOCOUNT",
            "NOEXEC",
            "NO_BROWSETABLE",
            "NUMERIC_ROUNDABORT",
            "PARSEONLY",
            "QUERY_GOVERNOR_COST_LIMIT",
            "QUOTED_IDENTIFIER",
            "REMOTE_PROC_TRANSACTIONS",
            "ROWCOUNT",
            "SHOWPLAN_ALL",
            "SHOWPLAN_TEXT",
            "SHOWPLAN_XML",
            "STATISTICS IO",
            "STATISTICS PROFILE",
            "STATISTICS TIME",
            "STATISTICS XML",
            "TEXTSIZE",
            "XACT_ABORT");

    private final ExpressionReader expressions;

    SessionReader(ExpressionReader expressions) {
        this.expressions = expressions;
    }

    private static int line(ParserRuleContext context) {
        return context.getStart().getLine();
    }

    // ---------------------------------------------------------------- SET

    @Override
    public Statement visitSetVariable(TsqlGrammar.SetVariableContext context) {
        String name = context.VARIABLE().getText();
        Expression value = expressions.value(context.value());
        return new Statement.SetVariable(
                name,
                expressions.assigned(new Expression.Variable(name), context.assignOperator(), value),
                line(context));
    }

    @Override
    public Statement visitSetIsolation(TsqlGrammar.SetIsolationContext context) {
        return new Statement.SetOption(
                List.of("TRANSACTION ISOLATION LEVEL"), Names.words(context.isolationLevel()), line(context));
    }

    @Override
    public Statement visitSetOption(TsqlGrammar.SetOptionContext context) {
        boolean statistics = context.setName(0).STATISTICS() != null;
        List<String> options =
                context.setName().stream().map(name -> option(name, statistics)).toList();
        return new Statement.SetOption(options, value(context.setValue()), line(context));
    }

    private static String option(TsqlGrammar.SetNameContext context, boolean statistics) {
        String word = context.plainIdentifier() == null
                ? Names.upper(context.getText())
                : Names.upper(context.plainIdentifier());
        String option = statistics ? "STATISTICS " + word : word;
        if (!OPTIONS.contains(option)) {
            throw Refusal.at(line(context), 195, word, "SET option");
        }
        return option;
    }

    private static String value(TsqlGrammar.SetValueContext context) {
        Token first = context.getStart();
        if (first.getType() == TsqlTokens.STRING) {
            return Names.upper(Literals.text(first));
        }
        return Names.upper(context.identifier() == null ? context.getText() : Names.of(context.identifier()));
    }

    // ---------------------------------------------------------------- EXEC

    @Override
    public Statement visitExecuteText(TsqlGrammar.ExecuteTextContext context) {
        return new Statement.ExecuteText(expressions.value(context.value()), line(context));
    }

    @Override
    public Statement visitExecuteProcedure(TsqlGrammar.ExecuteProcedureContext context) {
        TsqlGrammar.ProcedureCallContext call = context.procedureCall();
        return new Statement.Execute(
                context.VARIABLE() == null ? null : context.VARIABLE().getText(),
                Names.object(call.objectName()),
                arguments(call),
                line(context));
    }

    /** A call without EXEC, as the first statement of a batch. */
    @Override
    public Statement visitProcedureCall(TsqlGrammar.ProcedureCallContext context) {
        return new Statement.Execute(null, Names.object(context.objectName()), arguments(context), line(context));
    }

    private static List<Statement.Argument> arguments(TsqlGrammar.ProcedureCallContext context) {
        boolean named = false;
        for (TsqlGrammar.ProcedureArgumentContext argument : context.procedureArgument()) {
            if (argument.VARIABLE() != null) {
                named = true;
            } else if (named) {
                // After the first name all must have one.
                throw Refusal.at(
                        line(argument), 119, context.procedureArgument().indexOf(argument) + 1);
            }
        }
        return context.procedureArgument().stream().map(SessionReader::argument).toList();
    }

    private static Statement.Argument argument(TsqlGrammar.ProcedureArgumentContext context) {
        boolean output = context.OUT() != null || context.OUTPUT() != null;
        if (output && !(context.argumentValue() instanceof TsqlGrammar.ArgumentVariableContext)) {
            throw Refusal.at(line(context), 179);
        }
        return new Statement.Argument(
                context.VARIABLE() == null ? null : context.VARIABLE().getText(),
                context.argumentValue() instanceof TsqlGrammar.ArgumentDefaultContext
                        ? null
                        : argumentValue(context.argumentValue()),
                output);
    }

    private static Expression argumentValue(TsqlGrammar.ArgumentValueContext context) {
        if (context instanceof TsqlGrammar.ArgumentLiteralContext written) {
            Token constant = written.literal().getStart();
            return written.getChild(0).getText().equals("-") ? Literals.negated(constant) : Literals.literal(constant);
        }
        if (context instanceof TsqlGrammar.ArgumentVariableContext) {
            return new Expression.Variable(context.getText());
        }
        if (context instanceof TsqlGrammar.ArgumentGlobalContext) {
            return new Expression.GlobalVariable(Names.upper(context.getText()));
        }
        // A bare word is a string.
        String word = Names.of(context);
        return new Expression.Literal(word, SqlType.nvarchar(Math.max(1, word.length())));
    }

    /** WITH MARK 'description'. */
    static Statement.Transaction.@Nullable Mark mark(TsqlGrammar.@Nullable TransactionMarkContext context) {
        if (context == null) {
            return null;
        }
        if (!Names.upper(context.ID().getText()).equals("MARK")) {
            throw Refusal.near(context.ID().getSymbol());
        }
        return new Statement.Transaction.Mark(context.STRING() == null ? null : Literals.text(context.STRING()));
    }
}
