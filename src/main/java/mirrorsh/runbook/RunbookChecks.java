package mirrorsh.runbook;

import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.transform.stc.AbstractTypeCheckingExtension;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingVisitor;

/**
 * Allows a runbook to call the verbs of its language and a few harmless methods of values, and nothing else (ecosystem.md §4.3).
 *
 * <p>Public because the compiler makes it by name.
 */
public final class RunbookChecks extends AbstractTypeCheckingExtension {
    private static final Set<String> LANGUAGE = Set.of(
            RunbookScript.class.getName(),
            Steps.class.getName(),
            HostVerbs.class.getName(),
            SessionVerbs.class.getName(),
            RemovalVerbs.class.getName(),
            DatabaseVerbs.class.getName(),
            AuthorVerbs.class.getName(),
            BackupVerbs.class.getName(),
            HostSteps.class.getName(),
            Host.class.getName());

    private static final Set<String> NEVER = Set.of(
            "execute",
            "getClass",
            "evaluate",
            "run",
            "getMetaClass",
            "setMetaClass",
            "invokeMethod",
            "getProperty",
            "setProperty",
            "getBinding",
            "setBinding",
            "wait",
            "notify",
            "notifyAll");

    private static final Set<String> OF_TEXT = Set.of(
            "plus",
            "toString",
            "equals",
            "trim",
            "isEmpty",
            "length",
            "startsWith",
            "endsWith",
            "contains",
            "replace",
            "toUpperCase",
            "toLowerCase",
            "concat",
            "isBlank",
            "compareTo",
            "asBoolean");

    private static final Map<String, Set<String>> VALUES = Map.of(
            "java.lang.String", OF_TEXT,
            "java.lang.CharSequence", OF_TEXT,
            "groovy.lang.GString", OF_TEXT,
            "java.lang.Integer", Set.of("plus", "minus", "equals", "compareTo", "toString", "multiply"),
            "java.lang.Number", Set.of("plus", "minus", "equals", "compareTo", "toString", "multiply"),
            "java.lang.Object", Set.of("equals", "toString", "asBoolean"),
            "java.util.List", Set.of("each", "size", "isEmpty", "contains", "plus", "minus", "getAt", "get"),
            "java.util.Collection", Set.of("each", "size", "isEmpty", "contains", "plus", "minus"),
            "java.lang.Iterable", Set.of("each"));

    /** Made by the Groovy compiler. */
    public RunbookChecks(StaticTypeCheckingVisitor visitor) {
        super(visitor);
    }

    @Override
    public void onMethodSelection(Expression expression, MethodNode target) {
        String owner = target.getDeclaringClass().getName();
        String name = target.getName();
        if (NEVER.contains(name) || !(LANGUAGE.contains(owner) || isOfValue(owner, target))) {
            addStaticTypeError(
                    "A runbook cannot call " + name + " of "
                            + target.getDeclaringClass().getNameWithoutPackage()
                            + ": expected a verb of the runbook language.",
                    expression);
        }
    }

    private static boolean isOfValue(String owner, MethodNode target) {
        return VALUES.getOrDefault(owner, Set.of()).contains(target.getName());
    }

    @Override
    public void afterVisitClass(ClassNode type) {
        if (type.isScript()) {
            new Names(context.getSource()).visitClass(type);
        }
    }

    /** Names and properties that lead out of the language without a method call. */
    private final class Names extends ClassCodeVisitorSupport {
        private final SourceUnit source;

        Names(SourceUnit source) {
            this.source = source;
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        public void visitClassExpression(ClassExpression expression) {
            addStaticTypeError(
                    "A runbook cannot use the class " + expression.getType().getNameWithoutPackage()
                            + ": expected a verb of the runbook language.",
                    expression);
        }

        @Override
        public void visitVariableExpression(VariableExpression expression) {
            boolean own = expression.getAccessedVariable() instanceof VariableExpression
                    || expression.getAccessedVariable() instanceof org.codehaus.groovy.ast.Parameter;
            boolean outside = expression.getAccessedVariable() instanceof DynamicVariable || !own;
            if (outside && !expression.isThisExpression() && expression.getLineNumber() > 0) {
                addStaticTypeError(
                        "Unknown name '" + expression.getName() + "': expected a value that the runbook declares.",
                        expression);
            }
        }

        @Override
        public void visitPropertyExpression(PropertyExpression expression) {
            ClassNode owner = getType(expression.getObjectExpression());
            if (owner == null || !owner.getName().equals(Host.class.getName())) {
                addStaticTypeError(
                        "A runbook cannot read '" + expression.getPropertyAsString()
                                + "' here: expected a verb of the runbook language.",
                        expression);
            }
            super.visitPropertyExpression(expression);
        }
    }
}
