using System.Runtime.CompilerServices;
using RestMachine.Extension.Tests.Doubles;
using RestMachine.Extension.Tests.Published;

namespace RestMachine.Faults.Tests;

/// <summary>The extension asks a function that lives, and what answers at its endpoint is not what it should be.</summary>
public sealed class Endpoints : FaultTest
{
    private const string Ours = "RestMachine-Outcome: completed\r\n";
    private const string Body = """{"outcome":"completed","handlers":[]}""";

    [Fact]
    public async Task Hang() => await EndAsync(new HttpDouble(_ => new TaskCompletionSource<string?>().Task));

    [Fact]
    public async Task Refuse()
    {
        var nobody = new HttpDouble(_ => Task.FromResult<string?>(null));
        nobody.Dispose();
        await EndAsync(nobody, FreePort.Take());
    }

    [Fact]
    public async Task TrickleOneByteInAHundredMilliseconds() =>
        await EndAsync(
            new HttpDouble(_ => Answer(HttpDouble.Ok(Body, Ours)), pieceSize: 1, TimeSpan.FromMilliseconds(100))
        );

    [Fact]
    public async Task AnswerGarbage() => await EndAsync(new HttpDouble(_ => Answer("\0\u0001\r\n\r\ngarbage")));

    [Fact]
    public async Task AnswerWithAnError() =>
        await EndAsync(new HttpDouble(_ => Answer("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n")));

    [Fact]
    public async Task AnnounceMoreThanTheySend() =>
        await EndAsync(new HttpDouble(_ => Answer($"HTTP/1.1 200 OK\r\n{Ours}Content-Length: 500\r\n\r\n{Body}")));

    [Fact]
    public async Task SendMoreThanTheyAnnounce() =>
        await EndAsync(new HttpDouble(_ => Answer($"HTTP/1.1 200 OK\r\n{Ours}Content-Length: 5\r\n\r\n{Body}")));

    [Fact]
    public async Task CloseMidway() => await EndAsync(new HttpDouble(_ => Answer("HTTP/1.1 200 OK\r\nContent-Le")));

    private static Task<string?> Answer(string bytes) => Task.FromResult<string?>(bytes);

    private async Task EndAsync(HttpDouble endpoint, int? port = null, [CallerMemberName] string test = "")
    {
        using var listening = endpoint;
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address, ["RESTMACHINE_EXTENSION_TIMEOUT=0.3"]);
        await extension.UntilAsync(platform.Parked);
        using var function = new FunctionDouble(extension.Port).Says(
            $"hello protocol=1 endpoint={port ?? endpoint.Port} handlers=1",
            "handler name=close"
        );
        platform.Shutdown();

        var (exitCode, log) = await extension.EndAsync();

        exitCode.ShouldBe(0);
        ShouldEndAsDocumented(log.TrimEnd('\n').Split('\n')[^1], test);
    }
}
