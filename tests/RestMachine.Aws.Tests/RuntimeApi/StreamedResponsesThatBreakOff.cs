using System.Text;
using System.Text.Json;
using static RestMachine.Aws.Tests.RuntimeApi.TestEvents;

namespace RestMachine.Aws.Tests.RuntimeApi;

public sealed class StreamedResponsesThatBreakOff : IDisposable
{
    private readonly PollerUnderTest _poller = new() { Streaming = true };

    public StreamedResponsesThatBreakOff() =>
        _poller.Stream("/lines", (body, cancellation) => body.WriteAsync("a"u8.ToArray(), cancellation).AsTask());

    private ScriptedRuntimeApi RuntimeApi => _poller.RuntimeApi;

    public void Dispose() => _poller.Dispose();

    [Fact]
    public async Task BeforeTheFirstByteAreAnsweredLikeAnyFailure()
    {
        _poller.Stream("/fail", (_, _) => throw new InvalidDataException("secret"));
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", FromUrl("/fail")));

        var response = await RuntimeApi.PostAsync();

        response.Line.ShouldContain("id-1/response");
        response.Body.ShouldStartWith("""{"statusCode":500,""");
        response.Body.ShouldNotContain("secret");
        response.Trailers.ShouldBeEmpty();
        await _poller.StopAsync();
    }

    [Fact]
    public async Task LaterSaySoInTheirTrailersByTheErrorsTypeAlone()
    {
        _poller.Stream(
            "/fail",
            async (body, cancellation) =>
            {
                await body.WriteAsync("one"u8.ToArray(), cancellation);
                throw new InvalidDataException("secret");
            }
        );
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", FromUrl("/fail")));
        RuntimeApi.Next(Answer("id-2", FromUrl("/lines")));

        var response = await RuntimeApi.PostAsync();

        response.Body.ShouldEndWith("one");
        response.Trailers[0].ShouldBe("Lambda-Runtime-Function-Error-Type: Function.InvalidDataException");
        var error = ErrorOf(response);
        error.GetProperty("errorType").GetString().ShouldBe("Function.InvalidDataException");
        error.GetRawText().ShouldNotContain("secret");
        (await RuntimeApi.PostAsync()).Connection.ShouldBe(1);
        await _poller.StopAsync();
    }

    [Fact]
    public async Task AtTheirDeadlineSaySoInTheirTrailers()
    {
        _poller.Stream(
            "/wait",
            async (body, cancellation) =>
            {
                await body.FlushAsync(CancellationToken.None);
                await Task.Delay(Timeout.Infinite, cancellation);
            }
        );
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", FromUrl("/wait"), Deadline(TimeSpan.FromMilliseconds(30))));

        var error = ErrorOf(await RuntimeApi.PostAsync());

        error.GetProperty("errorType").GetString().ShouldBe("Function.TaskCanceledException");
        await _poller.StopAsync();
    }

    [Fact]
    public async Task BecauseTheRuntimeApiRefusesThemAreLoggedWithWhatItSaid()
    {
        _ = _poller.Start();
        RuntimeApi.Answer("HTTP/1.1 413 Too Large\r\nContent-Length: 8\r\n\r\ntoo much");
        RuntimeApi.Next(Answer("id-1", FromUrl("/lines")));
        RuntimeApi.Next(Answer("id-2", FromUrl("/lines")));

        (await RuntimeApi.PostAsync()).Line.ShouldContain("id-1/response");
        (await RuntimeApi.PostAsync()).Line.ShouldContain("id-2/response");
        await _poller.StopAsync();
        _poller.Lines.ShouldBe([
            "[Function] Error: The Runtime API answered the streamed response with 413: too much\n",
        ]);
    }

    [Fact]
    public async Task BecauseTheConnectionIsLostAreNotSentAgain()
    {
        _ = _poller.Start();
        RuntimeApi.Answer(ScriptedRuntimeApi.Close);
        RuntimeApi.Next(Answer("id-1", FromUrl("/lines")));
        RuntimeApi.Next(Answer("id-2", FromUrl("/lines")));

        (await RuntimeApi.PostAsync()).Line.ShouldContain("id-1/response");
        var next = await RuntimeApi.PostAsync();

        next.Line.ShouldContain("id-2/response");
        next.Connection.ShouldBe(2);
        await _poller.StopAsync();
        _poller
            .Lines.Single()
            .ShouldStartWith("[Function] Error: The streamed response was lost. The connection to 127.0.0.1:");
    }

    [Fact]
    public async Task BecauseNobodyListensAnyMoreEndTheLoopWithAClearError()
    {
        _poller.Stream(
            "/gone",
            (body, cancellation) =>
            {
                RuntimeApi.StopListening();
                return body.WriteAsync("a"u8.ToArray(), cancellation).AsTask();
            }
        );
        var running = _poller.Start();
        RuntimeApi.Next(Answer("id-1", FromUrl("/gone"), "Connection: close\r\n"), ScriptedRuntimeApi.Close);

        (await Should.ThrowAsync<IOException>(running)).Message.ShouldContain("connect: Connection refused");
    }

    [Fact]
    public async Task TellTheirWriterThatNobodyReadsThem()
    {
        var failure = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        _poller.Stream("/endless", (body, _) => WriteUntilItFailsAsync(body, failure));
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", FromUrl("/endless")));
        await RuntimeApi.PieceAsync();
        await RuntimeApi.PieceAsync();

        RuntimeApi.CloseConnections();

        (await failure.Task).ShouldBeOfType<IOException>();
        RuntimeApi.Next(Answer("id-2", FromUrl("/lines")));
        (await RuntimeApi.PostAsync()).Line.ShouldContain("id-2/response");
        await _poller.StopAsync();
    }

    [Fact]
    public async Task LeaveAStreamThatTakesNothingMore()
    {
        Stream? kept = null;
        _poller.Stream(
            "/keep",
            (body, cancellation) =>
            {
                kept = body;
                return body.WriteAsync("a"u8.ToArray(), cancellation).AsTask();
            }
        );
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", FromUrl("/keep")));
        await RuntimeApi.PostAsync();

        Should.Throw<ObjectDisposedException>(() => kept!.Write("late"u8));
        await _poller.StopAsync();
    }

    private static async Task WriteUntilItFailsAsync(Stream body, TaskCompletionSource<Exception> failure)
    {
        try
        {
            while (true)
            {
                await body.WriteAsync(new byte[1000]);
            }
        }
        catch (IOException exception)
        {
            failure.SetResult(exception);
            throw;
        }
    }

    private static JsonElement ErrorOf(RawRequest response)
    {
        const string name = "Lambda-Runtime-Function-Error-Body: ";
        var trailer = response.Trailers.Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return JsonElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(trailer[name.Length..])));
    }
}
