using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RestMachine.Emulator.Processes;

// glibc and musl on 64-bit Linux. Process.Start cannot give a child its own process group on Linux, these calls can.
internal static unsafe partial class Posix
{
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int SigCont = 18;
    public const int SigStop = 19;

    public const int AccessDenied = 13;
    public const int Interrupted = 4;

    public const int CloseOnExec = 0x80000;
    public const int NonBlocking = 0x800;
    public const int SetStatusFlags = 4;
    public const short Readable = 1;

    // Larger than glibc's 80 + 256 bytes and musl's 336: the libraries own the layout.
    public const int SpawnStructureSize = 512;
    public const int SignalSetSize = 128;

    public const short SpawnSetProcessGroup = 0x02;
    public const short SpawnSetSignalDefault = 0x04;
    public const short SpawnSetSignalMask = 0x08;

    [LibraryImport("libc", SetLastError = true)]
    public static partial int pipe2(int* descriptors, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint read(SafeFileHandle descriptor, byte* buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fcntl(SafeFileHandle descriptor, int command, nint argument);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int poll(Poll* descriptors, nuint count, int timeout);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int target, int signal);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int getpgid(int process);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int wait4(int pid, int* status, int options, void* usage);

    // The system call, not the library's waitid: only the system call reports the resource usage without reaping.
    [LibraryImport("libc", SetLastError = true)]
    public static partial nint syscall(nint number, nint idType, nint id, void* information, nint options, void* usage);

    [LibraryImport("libc")]
    public static partial int posix_spawn(
        int* pid,
        byte* path,
        byte* fileActions,
        byte* attributes,
        byte** arguments,
        byte** environment
    );

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_init(byte* attributes);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_destroy(byte* attributes);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setflags(byte* attributes, short flags);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setpgroup(byte* attributes, int group);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigmask(byte* attributes, byte* signals);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigdefault(byte* attributes, byte* signals);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_init(byte* actions);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_destroy(byte* actions);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_addopen(byte* actions, int fd, byte* path, int flags, int mode);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_adddup2(byte* actions, int fd, int newFd);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_addchdir_np(byte* actions, byte* path);

    [LibraryImport("libc")]
    public static partial int sigemptyset(byte* signals);

    [LibraryImport("libc")]
    public static partial int sigfillset(byte* signals);

    public static string Describe(int error) => Marshal.GetPInvokeErrorMessage(error);

    [StructLayout(LayoutKind.Sequential)]
    public struct Poll
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }

    public static string SignalName(int signal) =>
        signal switch
        {
            1 => "SIGHUP",
            2 => "SIGINT",
            3 => "SIGQUIT",
            4 => "SIGILL",
            6 => "SIGABRT",
            7 => "SIGBUS",
            8 => "SIGFPE",
            SigKill => "SIGKILL",
            11 => "SIGSEGV",
            13 => "SIGPIPE",
            SigTerm => "SIGTERM",
            SigCont => "SIGCONT",
            SigStop => "SIGSTOP",
            _ => $"signal {signal}",
        };
}
