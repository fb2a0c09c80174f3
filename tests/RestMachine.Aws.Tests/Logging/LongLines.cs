using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using RestMachine.Aws.Logging;

namespace RestMachine.Aws.Tests.Logging;

/// <summary>Longer than what a pipe takes at once, on a pipe that nobody reads.</summary>
public sealed partial class LongLines : IDisposable
{
    private const int PipeSize = 64 * 1024;

    private readonly int[] _pipe = new int[2];

    public LongLines() => Pipe(_pipe).ShouldBe(0);

    public void Dispose()
    {
        new SafeFileHandle(_pipe[0], ownsHandle: true).Dispose();
        new SafeFileHandle(_pipe[1], ownsHandle: true).Dispose();
    }

    [Fact]
    public async Task AreGivenUpInsteadOfHoldingUpAHandlerAndEndBeforeTheNextOne()
    {
        var output = new StandardOutput(_pipe[1]);
        var line = Encoding.ASCII.GetBytes(new string('x', 9_999) + "\n");
        for (var written = 0; written <= PipeSize; written += line.Length)
        {
            output.Write(line);
        }

        using var reading = new SafeFileHandle(_pipe[0], ownsHandle: false);
        await using var pipe = new FileStream(reading, FileAccess.Read, bufferSize: 0);
        await pipe.ReadExactlyAsync(new byte[4 * line.Length], TestContext.Current.CancellationToken);
        output.Write("next\n"u8);

        var rest = new byte[PipeSize];
        var count = await pipe.ReadAsync(rest, TestContext.Current.CancellationToken);
        var lines = Encoding.ASCII.GetString(rest, 0, count).Split('\n');
        lines[^2].ShouldBe("next");
        lines[^3].Length.ShouldBeInRange(1, line.Length - 2, "the line that was cut off");
    }

    [LibraryImport("libc", EntryPoint = "pipe")]
    private static partial int Pipe([Out] int[] descriptors);
}
