package dev.lifeboat.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test that runs once for every major version of PostgreSQL, which is its first argument, an {@code int}. Versions
 * whose client programs are not on this machine are reported as skipped, and say what to install.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(name = "PostgreSQL {0}")
@ArgumentsSource(EveryMajor.Majors.class)
@ExtendWith(EveryMajor.SkipWithoutPrograms.class)
public @interface EveryMajor {
    /** Whether the test needs pg_dump and the like of the same major version; one that does not is never skipped. */
    boolean programs() default true;

    /** The major versions, as arguments. */
    final class Majors implements ArgumentsProvider {
        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            return PostgresPrograms.majors().stream().map(Arguments::of);
        }
    }

    /** Aborts the invocations whose programs are missing. */
    final class SkipWithoutPrograms implements InvocationInterceptor {
        @Override
        public void interceptTestTemplateMethod(
                Invocation<@Nullable Void> invocation,
                ReflectiveInvocationContext<Method> invocationContext,
                ExtensionContext context)
                throws Throwable {
            EveryMajor annotation = invocationContext.getExecutable().getAnnotation(EveryMajor.class);
            if (annotation != null && annotation.programs()) {
                skipWithoutPrograms((int) invocationContext.getArguments().getFirst());
            }
            invocation.proceed();
        }

        private static void skipWithoutPrograms(int major) {
            PostgresPrograms.required(major);
        }
    }
}
