using System.Runtime.InteropServices;

namespace RestMachine.Aws.Tests.Lifecycle;

/// <summary>How many files another process may have open: prlimit(2).</summary>
internal static partial class OpenFiles
{
    private const int NoFile = 7;

    public static void Limit(int processId, ulong number) =>
        PrLimit(processId, NoFile, new Bounds(number, number), 0).ShouldBe(0);

    [LibraryImport("libc", EntryPoint = "prlimit")]
    private static partial int PrLimit(int processId, int resource, in Bounds bounds, nint old);

    private readonly record struct Bounds(ulong Soft, ulong Hard);
}
