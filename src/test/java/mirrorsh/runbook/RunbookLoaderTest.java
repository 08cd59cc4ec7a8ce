package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookLoaderTest {
    private static final String HEAD = "title 'T'\nHost a = host('principal', 'HOST_A', 'it')\n";

    @TempDir
    private Path folder;

    private final RunbookLoader loader = new RunbookLoader(OneSecret.EVERYWHERE);

    private Runbook load(String text) {
        Path file = folder.resolve("a-runbook.groovy");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return loader.load(file, Map.of());
    }

    @Test
    void collectsStagesAndSteps() {
        Runbook runbook = load(HEAD + "stage('One') { on(a) { useFullRecovery 'Sales' } }\nstage('Two') { }\n");

        assertThat(runbook.stages()).extracting(stage -> stage.title()).containsExactly("One", "Two");
        assertThat(runbook.stages().get(0).effects()).hasSize(1);
    }

    @Test
    void tellsAMissingFile() {
        assertThatThrownBy(() -> loader.load(folder.resolve("none.groovy"), Map.of()))
                .isInstanceOf(RunbookException.class)
                .hasMessageContaining("There is no readable runbook at");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stage('S') { on(a) { createMasterkey(password: secret('x')) } }",
                "stage('S') { on(a) { createLogin(name: 'L') } }",
                "stage('S') { on(a) { createLogin(name: 'L', pasword: generated(), password: generated()) } }",
                "stage('S') { on(a) { createEndpoint(name: 'E', port: '7024', certificate: 'C') } }",
                "stage('S') { on('HOST_A') { } }",
                "stage('S') { on(b) { } }",
                "stage('S') { on(a) { setSafety(database: 'D', safety: 'SOMETIMES') } }",
                "stage('S') { on(a) { createLogin(name: '', password: generated()) } }",
                "stage('S') { on(a) { createMasterKey(password: secret('p@ssw0rd!')) } }",
                "stage('S') { on(a) { ",
            })
    void tellsTheLineOfAMistake(String third) {
        assertThatThrownBy(() -> load(HEAD + third))
                .isInstanceOfSatisfying(
                        RunbookException.class,
                        problem -> assertThat(problem.line()).isIn(3, 4))
                .hasMessageContaining("a-runbook.groovy:");
    }

    @Test
    void saysWhatWasExpectedInsteadOfAnUnknownVerb() {
        assertThatThrownBy(() -> load(HEAD + "stage('S') { on(a) { creatLogin(name: 'L') } }"))
                .hasMessageContaining("There is no verb creatLogin")
                .hasMessageContaining("expected a verb of the runbook language");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'id'.execute().text",
                "new File('/etc/passwd').text",
                "System.exit(3)",
                "''.class.forName('java.lang.Runtime')",
                "''.getClass().forName('java.lang.Runtime')",
                "evaluate('1+1')",
                "Thread.start { }",
                "@groovy.transform.ASTTest(value={ throw new Error() }) String x = ''",
                "@Grab('a:b:1') String x = ''",
                "import java.nio.file.Files\nFiles.delete(null)",
                "class Own { }",
                "String own() { 'x' }",
                "String x = binding.toString()",
                "String x = \"${this.binding}\"",
                "println 'x'",
                "metaClass = null",
                "this.metaClass.foo = 1",
                "def f = 'x'.&execute",
                "def f = 'x'::execute",
                "while (true) { }",
                "(1..1000000000).each { }",
                "String x = (String) Runtime.runtime.exec('id')",
                "def r = Runtime",
                "String x = java.lang.System.getenv('PATH')",
                "String x = System.properties['user.home']",
                "['id'].each { it.execute() }",
                "'id'.with { execute() }",
                "stage('S') { owner.evaluate('1') }",
                "stage('S') { delegate.effects() }",
                "def x = '/etc/passwd' as File",
                "int[] x = new int[10]",
                "String x = 'a'.toURL().text",
                "try { title 'x' } catch (Exception e) { }",
                "invokeMethod('evaluate', '1')",
                "def c = { -> run() }",
            })
    void refusesWhatIsNotTheLanguage(String attack) {
        assertThatThrownBy(() -> load(HEAD.replace("title 'T'\n", "") + attack + "\nstage('S') { on(a) { } }\n"))
                .isInstanceOf(RunbookException.class)
                .hasMessageContaining("a-runbook.groovy:");
    }

    @Test
    void everyRunbookIsReadable() {
        for (Path file : RunbookLoader.in(Path.of("runbooks"))) {
            assertThat(RunbookLoader.withExamples(OneSecret.EVERYWHERE)
                            .load(file, Map.of())
                            .stages())
                    .as(file.toString())
                    .isNotEmpty();
        }
    }

    /** Without parentheses such a line parses about 25 times slower (ecosystem.md §4.2). */
    @Test
    void namedArgumentsStandInParentheses() throws IOException {
        for (Path file : RunbookLoader.in(Path.of("runbooks"))) {
            assertThat(Files.readAllLines(file)).as(file.toString()).noneMatch(RunbookLoaderTest::isUnparenthesized);
        }
        assertThat(isUnparenthesized("    createLogin name: 'L', password: generated()"))
                .isTrue();
        assertThat(isUnparenthesized("    createLogin(name: 'L',")).isFalse();
    }

    private static boolean isUnparenthesized(String line) {
        return line.matches("\\s*\\w+\\s+\\w+\\s*:(?!:).*");
    }
}
