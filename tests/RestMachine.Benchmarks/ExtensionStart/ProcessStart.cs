using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RestMachine.Benchmarks.ExtensionStart;

/// <summary>posix_spawn: Process.Start costs a millisecond of its own, which would flatter every ratio.</summary>
internal static unsafe partial class ProcessStart
{
    private const int KillSignal = 9;
    private const int TerminateSignal = 15;

    public static int Spawn(string file, params ReadOnlySpan<string> environmentLines) =>
        Spawn(file, argument: null, environmentLines);

    public static int Spawn(string file, string? argument, params ReadOnlySpan<string> environmentLines)
    {
        using var path = new NativeText(file);
        using var text = argument is null ? null : new NativeText(argument);
        var arguments = stackalloc byte*[3] { path.Bytes, text is null ? null : text.Bytes, null };
        var environment = stackalloc byte*[environmentLines.Length + 1];
        for (var i = 0; i < environmentLines.Length; i++)
        {
            environment[i] = (byte*)Marshal.StringToCoTaskMemUTF8(environmentLines[i]);
        }

        environment[environmentLines.Length] = null;
        int process;
        var error = PosixSpawn(&process, path.Bytes, null, null, arguments, environment);
        for (var i = 0; i < environmentLines.Length; i++)
        {
            Marshal.FreeCoTaskMem((nint)environment[i]);
        }

        return error == 0
            ? process
            : throw new BenchmarkException($"{file} does not start: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>Until a process that was sent SIGTERM has ended.</summary>
    public static TimeSpan Terminate(int process)
    {
        int status;
        var start = Stopwatch.GetTimestamp();
        _ = Kill(process, TerminateSignal);
        _ = WaitForProcess(process, &status, 0);
        return status == 0
            ? Stopwatch.GetElapsedTime(start)
            : throw new BenchmarkException($"The process did not exit with 0 but ended with the status {status}");
    }

    public static void End(int process)
    {
        int status;
        // The only process with this number is our own unreaped child, so both calls can only do what they say.
        _ = Kill(process, KillSignal);
        _ = WaitForProcess(process, &status, 0);
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    private static partial int PosixSpawn(
        int* process,
        byte* path,
        void* actions,
        void* attributes,
        byte** arguments,
        byte** environment
    );

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int WaitForProcess(int process, int* status, int options);

    private sealed class NativeText(string text) : IDisposable
    {
        public byte* Bytes { get; } = (byte*)Marshal.StringToCoTaskMemUTF8(text);

        public void Dispose() => Marshal.FreeCoTaskMem((nint)Bytes);
    }
}
