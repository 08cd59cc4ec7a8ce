package mirrorsh.runbook;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.AttributeExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.MethodPointerExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.SynchronizedStatement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Refuses forms of Groovy that a runbook has no use for, before any annotation can take effect (ecosystem.md §4.3). A guard against
 * accidents; the boundary against strangers is their approval.
 */
final class RunbookGuard extends CompilationCustomizer {
    RunbookGuard() {
        super(CompilePhase.CONVERSION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        new Forms(source).check(type);
    }

    private static final class Forms extends ClassCodeVisitorSupport {
        private final SourceUnit source;

        Forms(SourceUnit source) {
            this.source = source;
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        void check(ClassNode type) {
            ModuleNode module = type.getModule();
            module.getImports().forEach(this::refuseImport);
            module.getStarImports().forEach(this::refuseImport);
            module.getStaticImports().values().forEach(this::refuseImport);
            module.getStaticStarImports().values().forEach(this::refuseImport);
            if (module.getPackage() != null) {
                refuse("a package", module.getPackage());
            }
            if (!type.isScript()) {
                refuse("a class", type);
            }
            visitClass(type);
        }

        /** The language's own imports have no place in the text. */
        private void refuseImport(ImportNode wanted) {
            visitAnnotations(wanted);
            if (wanted.getLineNumber() > 0) {
                refuse("an import", wanted);
            }
        }

        @Override
        public void visitAnnotations(AnnotatedNode node) {
            for (AnnotationNode annotation : node.getAnnotations()) {
                if (annotation.getLineNumber() > 0) {
                    refuse("an annotation", annotation);
                }
            }
        }

        @Override
        protected void visitConstructorOrMethod(MethodNode node, boolean isConstructor) {
            if (!isConstructor && node.getLineNumber() > 0 && !node.isScriptBody()) {
                refuse("a method of its own", node);
            }
            super.visitConstructorOrMethod(node, isConstructor);
        }

        @Override
        public void visitConstructorCallExpression(ConstructorCallExpression call) {
            if (call.getLineNumber() > 0) {
                refuse("'new'", call);
            }
            super.visitConstructorCallExpression(call);
        }

        @Override
        public void visitMethodPointerExpression(MethodPointerExpression expression) {
            refuse("a method reference", expression);
        }

        @Override
        public void visitAttributeExpression(AttributeExpression expression) {
            refuse("direct access to a field", expression);
        }

        @Override
        public void visitArrayExpression(ArrayExpression expression) {
            refuse("an array", expression);
        }

        @Override
        public void visitCastExpression(CastExpression expression) {
            refuse("a conversion", expression);
        }

        @Override
        public void visitRangeExpression(RangeExpression expression) {
            refuse("a range", expression);
        }

        @Override
        public void visitWhileLoop(WhileStatement loop) {
            refuse("a while loop", loop);
        }

        @Override
        public void visitDoWhileLoop(DoWhileStatement loop) {
            refuse("a while loop", loop);
        }

        @Override
        public void visitSynchronizedStatement(SynchronizedStatement statement) {
            refuse("'synchronized'", statement);
        }

        @Override
        public void visitTryCatchFinally(TryCatchStatement statement) {
            refuse("'try'", statement);
        }

        private void refuse(String what, ASTNode node) {
            addError("A runbook cannot contain " + what + ": expected the verbs of the runbook language.", node);
        }
    }
}
