using System.Net.Sockets;
using System.Text;
using RestMachine.Extension.Tests.Doubles;
using RestMachine.Extension.Tests.Published;

namespace RestMachine.Faults.Tests;

/// <summary>What the extension makes of a receipt that the function's death has torn.</summary>
public sealed class Receipts : FaultTest
{
    private static readonly long s_now = FunctionDouble.Now;

    private static readonly string s_story = $"""
        hello protocol=1 library=1.0.0 pid=17 endpoint=off handlers=1
        handler name=close
        run trigger=SIGTERM budget=450 at={s_now}
        begin step=1 kind=handler name=close at={s_now}
        end step=1 outcome=completed ms=3.1
        done outcome=completed ms=3.4 completed=1 dropped=0 at={s_now + 3400}

        """;

    [Fact]
    public async Task TornAtEveryByteOffset()
    {
        var bytes = Encoding.ASCII.GetBytes(s_story);
        var ends = new List<string>();
        for (var length = 0; length <= bytes.Length; length++)
        {
            var line = await TellAsync(bytes.AsMemory(0, length));
            ShouldEndAsDocumented(line);
            ends.Add(line[..line.IndexOf('(')]);
        }

        // Nothing is claimed before its line is whole, and nothing that was claimed is taken back.
        ends.Distinct()
            .ShouldBe([
                "[Extension] No RestMachine function answered ",
                "[Extension] Error: Shutdown handlers did not run ",
                "[Extension] Error: Shutdown handlers did not finish ",
                "[Extension] Shutdown handlers completed successfully ",
            ]);
        ends.Count(end => end.Contains("completed", StringComparison.Ordinal))
            .ShouldBe(1 + s_story.Length - (s_story.IndexOf("done outcome=completed ", StringComparison.Ordinal) + 23));
    }

    private static async Task<string> TellAsync(ReadOnlyMemory<byte> receipt)
    {
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address);
        await extension.UntilAsync(platform.Parked);
        using (var function = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await function.ConnectAsync(
                new UnixDomainSocketEndPoint($"\0restmachine-shutdown:{extension.Port}"),
                Cancellation
            );
            await function.SendAsync(receipt, Cancellation);
        }

        platform.Shutdown();
        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldBe(0);
        return log.TrimEnd('\n').Split('\n')[^1];
    }
}
