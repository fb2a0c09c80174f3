using System.Text;
using RestMachine.Requests;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Results;

/// <summary>Content that is written while it is made.</summary>
public sealed class StreamedContent
{
    private readonly RestApplication _app = new();

    [Fact]
    public async Task IsCollectedWhereTheTransportDoesNotStream()
    {
        _app.Get("/", () => RestMachine.Results.Stream(WriteText, "text/csv"));

        var response = await _app.Send("GET /");

        response.Text().ShouldBe("a;b\n");
        response.Headers["Content-Type"].ShouldBe("text/csv");
        response.BodyWriter.ShouldBeNull();
    }

    [Fact]
    public async Task IsReadFromAStreamThatAHandlerReturnsAndDisposedAfterTheRequest()
    {
        var stream = new MemoryStream("abc"u8.ToArray());
        _app.Get("/typed", () => stream);
        _app.Get("/none", () => (Stream?)null);
        _app.Get("/untyped", object () => new MemoryStream("def"u8.ToArray()));

        var response = await _app.Send("GET /typed");

        response.Text().ShouldBe("abc");
        response.Headers["Content-Type"].ShouldBe("application/octet-stream");
        stream.CanRead.ShouldBeFalse();
        (await _app.Send("GET /none")).Status.ShouldBe(404);
        (await _app.Send("GET /untyped")).Text().ShouldBe("def");
    }

    [Fact]
    public async Task IsDisposedEvenWhenAFilterAnswersSomethingElse()
    {
        var stream = new MemoryStream();
        _app.Use(
            async (request, next) =>
            {
                await next(request);
                return new Response(418);
            }
        );
        _app.Get("/", () => RestMachine.Results.Stream(stream, "text/csv"));

        (await _app.Send("GET /")).Status.ShouldBe(418);

        stream.CanRead.ShouldBeFalse();
    }

    [Fact]
    public async Task IsMadeOfWhatLivesAsLongAsTheRequest()
    {
        _app.Dependency((Request _) => new Row("kept"));
        _app.Get(
            "/",
            (Row row) =>
                RestMachine.Results.Stream(
                    (body, cancellation) => body.WriteAsync(row.Bytes, cancellation).AsTask(),
                    "text/csv"
                )
        );

        (await _app.Send("GET /")).Text().ShouldBe("kept");
    }

    [Fact]
    public async Task ThatFailsIsAnAnswerLikeAnyOtherFailure()
    {
        _app.Get("/", () => RestMachine.Results.Stream((_, _) => throw new InvalidDataException("secret"), "text/csv"));
        _app.OnError<InvalidDataException>((InvalidDataException _) => RestMachine.Results.Problem(422));

        (await _app.Send("GET /")).Status.ShouldBe(422);
    }

    [Fact]
    public async Task IsNotMadeForHead()
    {
        _app.Get(
            "/",
            () => RestMachine.Results.Stream((_, _) => throw new InvalidOperationException("made"), "text/csv")
        );

        var response = await _app.Send("HEAD /");

        response.Status.ShouldBe(200);
        response.BodyWriter.ShouldBeNull();
    }

    [Fact]
    public async Task GetsNoEntityTagOfItsOwnButKeepsTheHandlers()
    {
        _app.Use(ConditionalRequests.AnswerWithEntityTags);
        _app.Get("/untagged", () => RestMachine.Results.Stream(WriteText, "text/csv"));
        _app.Get("/tagged", () => RestMachine.Results.Stream(WriteText, "text/csv").WithHeader("ETag", "\"1\""));

        (await _app.Send("GET /untagged")).Headers["ETag"].ShouldBeNull();
        var request = new Request("GET", "/tagged") { Headers = new() { ["If-None-Match"] = "\"1\"" } };
        var response = await _app.HandleAsync(request, TestContext.Current.CancellationToken);

        response.Status.ShouldBe(304);
        response.Body.Length.ShouldBe(0);
    }

    [Fact]
    public async Task LeavesThroughATransportThatStreamsWhileTheRequestLives()
    {
        Row? seen = null;
        _app.Dependency((Request _) => seen = new Row("kept"));
        _app.Get(
            "/",
            (Row row) =>
                RestMachine.Results.Stream(
                    (body, cancellation) => body.WriteAsync(row.Bytes, cancellation).AsTask(),
                    "text/csv"
                )
        );
        var request = new Request("GET", "/");
        var transport = new CollectingTransport();
        request.SetFeature<IContentTransport>(transport);

        await _app.HandleAsync(request, TestContext.Current.CancellationToken);

        transport.Content.ToArray().ShouldBe("kept"u8.ToArray());
        seen!.IsDisposed.ShouldBeTrue();
    }

    private static async Task WriteText(Stream body, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(body);
        await writer.WriteAsync("a;b\n".AsMemory(), cancellation);
    }

    private sealed class CollectingTransport : IContentTransport
    {
        public MemoryStream Content { get; } = new();

        public async ValueTask SendAsync(Response response, CancellationToken cancellation) =>
            await response.BodyWriter!(Content, cancellation);
    }

    internal sealed class Row(string text) : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public ReadOnlyMemory<byte> Bytes =>
            IsDisposed ? throw new ObjectDisposedException(nameof(Row)) : Encoding.UTF8.GetBytes(text);

        public void Dispose() => IsDisposed = true;
    }
}
