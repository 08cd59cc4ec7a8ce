package mirrorsh.effect;

import static mirrorsh.effect.Given.hostA;
import static mirrorsh.effect.Given.hostB;
import static mirrorsh.effect.HostStateBuilder.observe;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mirrorsh.model.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An effect around another one passes on everything but what it is there for. */
class WrappingEffectTest {
    private static final String DB = "AdventureWorks";
    private static final Observation HOSTS = observe(hostA(), hostB());

    /**
     * @param own the methods of {@link Effect} in which it does not ask the same of the other one, deliberately
     */
    private record Wrapper(String name, UnaryOperator<Effect> around, Set<String> own) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** None has a ground, as one that may look at more than the inner effect does. */
    static Stream<Wrapper> wrappers() {
        return Stream.of(
                new Wrapper("Demanded", Demanded::new, Set.of("isOptional()", "ground()")),
                new Wrapper(
                        "BeforeSwitch",
                        inner -> new BeforeSwitch(inner, "HOST_B", DB),
                        Set.of("database()", "ground()")),
                new Wrapper(
                        "Undone",
                        Undone::new,
                        Set.of(
                                "why()",
                                "plain()",
                                "ground()",
                                "isOptional()",
                                // how the other one is made says nothing of how it is taken back
                                "isOutdatedBy(Effect)",
                                "isUnsettledBy(Effect)",
                                "isDangerous()",
                                "isObstaclePassing(Observation)",
                                "isHarmful(Observation)",
                                // true when the other one is untrue
                                "assess(Observation)",
                                "actions(Observation)",
                                "foreseen(Observation)",
                                // an undo is not undone
                                "undo(Observation)",
                                "undo(Observation,String)",
                                "foreseenUndo(Observation)")));
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void passesOnWhatIsNotItsOwn(Wrapper wrapper) throws ReflectiveOperationException {
        List<String> kept = new ArrayList<>();
        for (Method method : Effect.class.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())
                    && !asked(wrapper, method).contains(signature(method))) {
                kept.add(signature(method));
            }
        }

        assertThat(kept).containsExactlyInAnyOrderElementsOf(wrapper.own());
    }

    /** What the inner effect is asked when a method of the wrapper is called. */
    private static List<String> asked(Wrapper wrapper, Method method) throws ReflectiveOperationException {
        List<String> asked = new ArrayList<>();
        Effect inner = (Effect) Proxy.newProxyInstance(
                Effect.class.getClassLoader(), new Class<?>[] {Effect.class}, (proxy, called, arguments) -> {
                    asked.add(signature(called));
                    return answer(called, (Effect) proxy);
                });
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(WrappingEffectTest::argument)
                .toArray();
        method.invoke(wrapper.around().apply(inner), arguments);
        return asked;
    }

    private static Object argument(Class<?> type) {
        if (type == Observation.class) {
            return HOSTS;
        }
        return type == String.class ? "before" : new EndpointDropped("HOST_A");
    }

    private static Object answer(Method called, Effect itself) {
        Class<?> type = called.getReturnType();
        if (type == boolean.class) {
            return true;
        }
        if (type == String.class) {
            return "HOST_A";
        }
        if (type == Effect.class) {
            return itself;
        }
        if (type == Set.class) {
            return Set.of();
        }
        if (type == List.class) {
            return List.of();
        }
        return type == Verdict.class ? new Verdict.Missing() : new Undo.By(List.of());
    }

    private static String signature(Method method) {
        return method.getName() + "("
                + String.join(
                        ",",
                        Arrays.stream(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .toList())
                + ")";
    }

    @Test
    void looksAtTheHostsOfBothBeforeASwitch() {
        Effect set = new WitnessSet("HOST_A", "HOST_B", DB, "HOST_C", "TCP://HOST_C:7024");

        assertThat(new BeforeSwitch(set, "HOST_D", DB).hosts())
                .containsExactlyInAnyOrder("HOST_A", "HOST_B", "HOST_C", "HOST_D");
    }

    @Test
    void looksForTheFilesAndTheOutdatedResultsOfWhatIsWantedBeforeASwitch() {
        Effect copied = new CertificateFileCopied("HOST_A", "c", "C:\\c.cer", "HOST_B", "C:\\c.cer");
        Effect before = new BeforeSwitch(copied, "HOST_B", DB);

        assertThat(before.files()).isEqualTo(copied.files()).isNotEmpty();
        assertThat(before.isOutdatedBy(new CertificateExported("HOST_A", "c", "C:\\c.cer", List.of())))
                .isTrue();
    }

    @Test
    void keepsWhatMayGoWithoutOptionalBeforeASwitch() {
        assertThat(new BeforeSwitch(new EndpointDropped("HOST_A"), "HOST_B", DB).isOptional())
                .isTrue();
    }

    @Test
    void wantsANameTypedForWhatIsDangerousBeforeASwitch() {
        assertThat(new BeforeSwitch(new MasterKeyRemoved("HOST_A"), "HOST_B", DB).isDangerous())
                .isTrue();
    }

    @Test
    void waitsForAnObstacleThatPasses() {
        HostStateBuilder a = hostA();
        a.database(DB).session("G", "PRINCIPAL", "DISCONNECTED", "TCP://HOST_B:7024");
        HostStateBuilder b = hostB();
        b.database(DB).session("G", "MIRROR", "DISCONNECTED", "TCP://HOST_A:7024");
        Effect mirrored = new Mirrored("HOST_A", "HOST_B", DB);

        assertThat(new Demanded(mirrored).isObstaclePassing(observe(a, b))).isTrue();
        assertThat(new BeforeSwitch(mirrored, "HOST_B", DB).isObstaclePassing(observe(a, b)))
                .isTrue();
    }

    @Test
    void isAboutTheDatabaseOfWhatItTakesBackOrDemands() {
        Effect synchronizedSession = new SessionSynchronized("HOST_A", "HOST_B", DB, Duration.ofMinutes(1));

        assertThat(new Undone(synchronizedSession).database()).isEqualTo(DB);
        assertThat(new Demanded(synchronizedSession).database()).isEqualTo(DB);
    }

    @Test
    void isKnownToLaterOnesByWhatItWraps() {
        Effect set = new WitnessSet("HOST_B", "HOST_A", DB, "HOST_C", "TCP://HOST_C:7024");
        Effect aside = new BeforeSwitch(new WitnessRemoved("HOST_A", DB), "HOST_B", DB);

        assertThat(set.isUnsettledBy(aside.plain())).isTrue();
        assertThat(set.isUnsettledBy(new WitnessRemoved("HOST_A", "Other"))).isFalse();
    }
}
