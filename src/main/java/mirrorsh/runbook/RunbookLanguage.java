package mirrorsh.runbook;

import groovy.transform.CompileStatic;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.customizers.ImportCustomizer;

/** How runbooks are compiled: statically, guarded in three parts (ecosystem.md §4.3). */
final class RunbookLanguage {
    private RunbookLanguage() {}

    static CompilerConfiguration configuration() {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(RunbookScript.class.getName());
        configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
        configuration.addCompilationCustomizers(
                new ImportCustomizer().addImports(Host.class.getName()),
                new RunbookGuard(),
                new ASTTransformationCustomizer(
                        Map.of("extensions", RunbookChecks.class.getName()), CompileStatic.class));
        return configuration;
    }
}
