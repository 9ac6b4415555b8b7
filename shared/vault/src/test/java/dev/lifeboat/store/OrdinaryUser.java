package dev.lifeboat.store;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;

/**
 * Runs something so that the modes of files bind it, also where tests run as root: on Linux the thread gives up root's
 * capabilities to pass over them, and takes them back.
 */
public final class OrdinaryUser {
    private static final int CAPABILITY_VERSION_3 = 0x20080522;
    private static final int DAC_OVERRIDE_AND_READ_SEARCH = 1 << 1 | 1 << 2;

    private OrdinaryUser() {}

    /** Runs it. */
    public static <T> T run(Callable<T> action) throws Exception {
        if (!"root".equals(System.getProperty("user.name"))) {
            return action.call();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment header = arena.allocate(ValueLayout.JAVA_INT, 2);
            MemorySegment sets = arena.allocate(ValueLayout.JAVA_INT, 6);
            header.setAtIndex(ValueLayout.JAVA_INT, 0, CAPABILITY_VERSION_3);
            call("capget", header, sets);
            int effective = sets.getAtIndex(ValueLayout.JAVA_INT, 0);
            sets.setAtIndex(ValueLayout.JAVA_INT, 0, effective & ~DAC_OVERRIDE_AND_READ_SEARCH);
            call("capset", header, sets);
            try {
                return action.call();
            } finally {
                sets.setAtIndex(ValueLayout.JAVA_INT, 0, effective);
                call("capset", header, sets);
            }
        }
    }

    @SuppressWarnings("restricted") // there is no other way to ask the kernel for this
    private static void call(String function, MemorySegment header, MemorySegment sets) {
        Linker linker = Linker.nativeLinker();
        MethodHandle handle = linker.downcallHandle(
                linker.defaultLookup().findOrThrow(function),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try {
            int result = (int) handle.invokeExact(header, sets);
            if (result != 0) {
                throw new IllegalStateException(function + " failed");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
