using System.Net;
using System.Net.Sockets;
using System.Text;
using RestMachine.Aws.RuntimeApi;

namespace RestMachine.Aws.Tests.RuntimeApi;

public class HttpConnectionAnswers
{
    private const string Fixed = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nX-One: 1\r\nx-blank:  \r\n\r\nhello";
    private const string Chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nx-one:1\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: x\r\n\r\n";
    private const string Continued = "HTTP/1.1 100 Continue\r\n\r\n" + Fixed;

    [Theory]
    [InlineData(Fixed)]
    [InlineData(Chunked)]
    [InlineData(Continued)]
    public async Task AreReadWhereverTheyAreSplit(string answer)
    {
        for (var split = 1; split < answer.Length; split++)
        {
            using var server = new ScriptedServer([answer[..split], answer[split..]]);
            using var connection = new HttpConnection(RuntimeApiAddress.Parse(server.Address));

            Exchange(connection).ShouldBe("200 1 null hello");
            await server.Ended;
        }
    }

    [Fact]
    public async Task AreReadToTheEndWhereTheyHaveNoLength()
    {
        using var server = new ScriptedServer(["HTTP/1.0 200 OK\r\nX-One: 1\r\n\r\nhel", "lo"]);
        using var connection = new HttpConnection(RuntimeApiAddress.Parse(server.Address));

        Exchange(connection).ShouldBe("200 1 null hello");
        await server.Ended;
    }

    [Fact]
    public async Task AreReadFromANewConnectionWhenTheKeptOneWasClosed()
    {
        using var server = new ScriptedServer([Fixed], [Fixed]);
        using var connection = new HttpConnection(RuntimeApiAddress.Parse(server.Address));

        Exchange(connection).ShouldBe("200 1 null hello");
        Exchange(connection).ShouldBe("200 1 null hello");
        await server.Ended;
    }

    [Fact]
    public async Task ThatHaveBegunAreReadToTheirEndThoughTheWaitForThemIsOver()
    {
        // More than socket buffers hold: when it has been sent, the reader has read.
        var (large, rest) = (new string('x', 64 * 1024 * 1024), new TaskCompletionSource());
        var head = $"HTTP/1.1 200 OK\r\nContent-Length: {large.Length + 1}\r\n\r\n";
        using var server = new ScriptedServer([head + large, "y"]) { LastPieceAfter = rest.Task };
        using var connection = new HttpConnection(RuntimeApiAddress.Parse(server.Address));
        var exchange = Task.Run(
            () => connection.Exchange("GET / HTTP/1.1\r\n\r\n"u8, default, isRepeatable: true).Body.Length,
            TestContext.Current.CancellationToken
        );
        await server.AtLastPiece;

        connection.Interrupt();
        rest.SetResult();

        (await exchange).ShouldBe(large.Length + 1);
        await server.Ended;
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", "does not begin with an HTTP/1.1 status line")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "Content-Length is 'x'")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", "closed the connection in the middle")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "Transfer-Encoding is 'gzip'")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "no hexadecimal number")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", "longer than it says")]
    public async Task ThatAreBrokenAreAClearError(string answer, string message)
    {
        using var server = new ScriptedServer([answer]);
        using var connection = new HttpConnection(RuntimeApiAddress.Parse(server.Address));

        Should.Throw<IOException>(() => Exchange(connection)).Message.ShouldContain(message);
        await server.Ended;
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:x")]
    [InlineData("[::1]:9001")]
    [InlineData("/function")]
    public void AreNotAskedForAtABadAddress(string address) =>
        Should
            .Throw<FormatException>(() => RuntimeApiAddress.Parse(address))
            .Message.ShouldBe(
                $"AWS_LAMBDA_RUNTIME_API is '{address}', expected host:port, for example 127.0.0.1:9001."
            );

    [Fact]
    public async Task ComeFromBelowThePathThatTheAddressHas()
    {
        using var server = new ScriptedRuntimeApi();
        using var client = new RuntimeApiClient($"{server.Address}/MyFunction/");

        client.Respond("id-1"u8, new ResponseBuffer()).ShouldBeNull();

        var post = await server.PostAsync();
        post.Line.ShouldBe("POST /MyFunction/2018-06-01/runtime/invocation/id-1/response HTTP/1.1");
        post.Field("Host").ShouldBe(server.Address);
    }

    private static string Exchange(HttpConnection connection)
    {
        var answer = connection.Exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8, default);
        var body = Encoding.UTF8.GetString(answer.Body.Span);
        return $"{answer.Status} {answer.Field("X-ONE"u8)} {answer.Field("X-Blank"u8) ?? "null"} {body}";
    }

    /// <summary>Answers one connection after another, each with its pieces, and closes it.</summary>
    private sealed class ScriptedServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource _atLastPiece = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ScriptedServer(params string[][] connections)
        {
            _listener.Start();
            Ended = ServeAsync(connections);
        }

        public string Address => _listener.LocalEndpoint.ToString()!;

        public Task Ended { get; }

        /// <summary>Completes when everything but the last piece has been sent.</summary>
        public Task AtLastPiece => _atLastPiece.Task;

        /// <summary>The last piece of a connection waits for that.</summary>
        public Task LastPieceAfter { get; init; } = Task.CompletedTask;

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync(string[][] connections)
        {
            foreach (var pieces in connections)
            {
                using var socket = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
                socket.NoDelay = true;
                await socket.ReceiveAsync(new byte[1024], TestContext.Current.CancellationToken);
                foreach (var piece in pieces)
                {
                    if (ReferenceEquals(piece, pieces[^1]))
                    {
                        _atLastPiece.TrySetResult();
                        await LastPieceAfter;
                    }

                    await socket.SendAsync(Encoding.ASCII.GetBytes(piece), TestContext.Current.CancellationToken);
                }
            }
        }
    }
}
