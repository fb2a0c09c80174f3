using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace RestMachine.Aws.Tests.RuntimeApi;

/// <summary>
/// A Runtime API that sends exactly the bytes it is told to: each answer is pieces, sent one by one; an answer that ends
/// with <see cref="Close"/> closes its connection. A next for which there is no answer yet waits for one.
/// </summary>
internal sealed class ScriptedRuntimeApi : IDisposable
{
    public const string Close = "<close>";
    public const string Accepted = "HTTP/1.1 202 Accepted\r\nContent-Length: 15\r\n\r\n{\"status\":\"OK\"}";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<string[]> _nexts = Channel.CreateUnbounded<string[]>();
    private readonly Channel<RawRequest> _posts = Channel.CreateUnbounded<RawRequest>();
    private readonly Channel<string> _pieces = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string[]> _answers = new();
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken
    );
    private readonly ConcurrentBag<Socket> _sockets = [];
    private Task _moment = Task.CompletedTask;
    private int _connections;

    public ScriptedRuntimeApi()
    {
        // A function that ended in silence posts nothing any more: the test that waits for it fails, under its name.
        _end.CancelAfter(TimeSpan.FromMinutes(5));
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>Next in line to be the answer to a next.</summary>
    public void Next(params string[] pieces) => _nexts.Writer.TryWrite(pieces);

    /// <summary>Next in line to be the answer to a response or an error. Default: accepted.</summary>
    public void Answer(params string[] pieces) => _answers.Enqueue(pieces);

    /// <summary>The next answer to a response or an error waits for that.</summary>
    public void AnswerAfter(Task moment) => _moment = moment;

    /// <summary>Whether something came that nobody has asked for.</summary>
    public bool HasPosts => _posts.Reader.Count > 0;

    /// <summary>The next response, error or registration that came.</summary>
    public ValueTask<RawRequest> PostAsync() => _posts.Reader.ReadAsync(_end.Token);

    /// <summary>The next piece of a chunked request, as it comes: its first line, then each chunk.</summary>
    public ValueTask<string> PieceAsync() => _pieces.Reader.ReadAsync(_end.Token);

    /// <summary>Breaks every connection off, in the middle of whatever it is in.</summary>
    public void CloseConnections()
    {
        foreach (var socket in _sockets)
        {
            socket.Close(timeout: 0);
        }
    }

    /// <summary>Refuses new connections.</summary>
    public void StopListening() => _listener.Stop();

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private void Take(string piece) => _pieces.Writer.TryWrite(piece);

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested && _listener.Server.IsBound)
        {
            _ = ServeAsync(await _listener.AcceptSocketAsync(_end.Token), ++_connections);
        }
    }

    private async Task ServeAsync(Socket socket, int connection)
    {
        socket.NoDelay = true;
        _sockets.Add(socket);
        using var stream = new NetworkStream(socket, ownsSocket: true);
        while (await RawRequest.ReadAsync(connection, stream, Take, _end.Token) is { } request)
        {
            foreach (var piece in await AnswerAsync(request))
            {
                if (piece == Close)
                {
                    return;
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(piece), _end.Token);
            }
        }
    }

    private async Task<string[]> AnswerAsync(RawRequest request)
    {
        if (request.IsNext)
        {
            return await _nexts.Reader.ReadAsync(_end.Token);
        }

        if (request.Line.Contains("/2020-01-01/extension/", StringComparison.Ordinal))
        {
            const string registered =
                "HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: 1\r\nContent-Length: 2\r\n\r\n{}";
            return request.Line.StartsWith("POST", StringComparison.Ordinal) ? [registered] : [];
        }

        _posts.Writer.TryWrite(request);
        await Interlocked.Exchange(ref _moment, Task.CompletedTask);
        return _answers.TryDequeue(out var answer) ? answer : [Accepted];
    }
}
