using System.Runtime.InteropServices;

namespace RestMachine.Handover;

/// <summary>The system calls of this program. Constants and layouts are those of glibc on x86_64 and arm64, where they agree.</summary>
internal static unsafe partial class Libc
{
    public const int ENOENT = 2;
    public const int EINTR = 4;
    public const int O_RDONLY = 0;
    public const int O_CLOEXEC = 0x80000;
    public const int SIG_BLOCK = 0;
    public const int SIG_UNBLOCK = 1;
    public const int SA_RESTART = 0x10000000;
    public const int PR_SET_DUMPABLE = 4;
    public const short POSIX_SPAWN_SETSIGDEF = 0x04;
    public const short POSIX_SPAWN_SETSIGMASK = 0x08;
    public const short POSIX_SPAWN_SETSID = 0x80;

    /// <summary>posix_spawnattr_t has 336 bytes.</summary>
    public const int SpawnAttributesSize = 512;

    public static int LastError => Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    public static partial int Open(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int file, byte* bytes, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int file, byte* bytes, nint length);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "getpid")]
    public static partial int GetProcessId();

    // Called in a signal handler: without a transition there is nothing that could wait.
    [SuppressGCTransition]
    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int process, int signal);

    [SuppressGCTransition]
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int code);

    [LibraryImport("libc", EntryPoint = "raise")]
    public static partial int Raise(int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitForProcess(int process, int* status, int options);

    [LibraryImport("libc", EntryPoint = "prctl")]
    public static partial int Control(int option, nint value);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    public static partial int SetAction(int signal, SignalAction* action, SignalAction* previous);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    public static partial int SetMask(int how, SignalSet* signals, SignalSet* previous);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static partial int InitializeAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SetSpawnMask(byte* attributes, SignalSet* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetSpawnDefaults(byte* attributes, SignalSet* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnp")]
    public static partial int Spawn(
        int* process,
        byte* file,
        void* actions,
        byte* attributes,
        nint* arguments,
        nint* environment
    );
}
