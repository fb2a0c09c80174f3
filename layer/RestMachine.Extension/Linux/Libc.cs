using System.Runtime.InteropServices;

namespace RestMachine.Extension.Linux;

/// <summary>The system calls of the extension. Constants are those of Linux on x86_64 and arm64, where they agree.</summary>
internal static unsafe partial class Libc
{
    public const int ESRCH = 3;
    public const int EINTR = 4;
    public const int EAGAIN = 11;
    public const int EADDRINUSE = 98;
    public const int ECONNREFUSED = 111;
    public const int EINPROGRESS = 115;

    public const int SIGKILL = 9;
    public const int AF_UNIX = 1;
    public const int AF_INET = 2;
    public const int SOCK_STREAM = 1;
    public const int SOCK_NONBLOCK = 0x800;
    public const int SOCK_CLOEXEC = 0x80000;
    public const int SOL_SOCKET = 1;
    public const int SO_ERROR = 4;
    public const int SO_PEERCRED = 17;
    public const int MSG_NOSIGNAL = 0x4000;
    public const short POLLIN = 1;
    public const short POLLOUT = 4;
    public const int CLOCK_REALTIME = 0;
    public const int CLOCK_MONOTONIC = 1;

    public static int LastError => Marshal.GetLastPInvokeError();

    /// <returns>False only when the kernel knows that it does not; a process whose number is not known, 0, may.</returns>
    public static bool ProcessExists(int process) => process <= 0 || Kill(process, 0) == 0 || LastError != ESRCH;

    /// <returns>False where there is no such process, or where it belongs to somebody else.</returns>
    public static bool KillProcess(int process) => process > 0 && Kill(process, SIGKILL) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    /// <summary>A descriptor that is readable once the process has ended (pidfd_open(2)); glibc names it since 2.36 only.</summary>
    public static int OpenProcess(int process) => (int)SystemCall(434, process, 0);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int socket, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    public static partial int Listen(int socket, int backlog);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(int socket, byte* address, int* length, int flags);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int socket, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetSocketOption(int socket, int level, int option, int* value, int* length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, byte* bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, byte* bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int file, byte* bytes, nint length);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "readlink", SetLastError = true)]
    public static partial nint ReadLink(byte* path, byte* target, nint length);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    public static partial int GetTime(int clock, TimeSpec* time);

    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Socket;
        public short Events;
        public short Received;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
