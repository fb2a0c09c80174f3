using System.Net.Sockets;
using RestMachine.Shutdown;

namespace RestMachine.Aws.Shutdown;

/// <summary>
/// What the function leaves with the extension, line by line as it happens: the kernel keeps it when the function is
/// killed. The format is documented in docs/receipt.md.
/// </summary>
internal sealed class Receipt : IShutdownObserver, IDisposable
{
    private const int MaxHelloBytes = 16 * 1024;

    /// <summary>No receipt is longer, however much the kernel grants; the extension reads more than that.</summary>
    public const int MaxBytes = 425_984;

    private const int UsualBuffer = 212_992;

    // socket(7), SO_SNDBUF: the kernel doubles what it is asked for.
    private const int AskedBuffer = MaxBytes / 2;

    private readonly Func<byte[], int> _send;
    private readonly TimeProvider _time;
    private readonly ReceiptRoom _room;
    private readonly Lock _gate = new();
    private readonly Socket? _connection;
    private int _dropped;

    /// <param name="send">Sends a line without blocking; returns how many bytes left.</param>
    /// <param name="time">The clock of <c>at</c>.</param>
    /// <param name="capacity">Bytes of the send buffer, as the kernel counts them.</param>
    /// <param name="connection">What the receipt closes.</param>
    public Receipt(Func<byte[], int> send, TimeProvider time, int capacity = UsualBuffer, Socket? connection = null)
    {
        _connection = connection;
        _send = send;
        _time = time;
        _room = new ReceiptRoom(Math.Min(capacity, MaxBytes));
    }

    /// <summary>The extension's end is closed: it never sends, so what there is to read is the end.</summary>
    public bool IsLost => _connection?.Poll(0, SelectMode.SelectRead) == true;

    /// <summary>Null where nothing that could be the extension listens.</summary>
    /// <param name="port">The port in the socket's name.</param>
    /// <param name="time">The clock of <c>at</c>.</param>
    /// <param name="refusal">
    /// Why not: <see cref="SocketError.WouldBlock"/> where somebody listens whose queue of connections is full (unix(7):
    /// EAGAIN), anything else where nobody does.
    /// </param>
    public static Receipt? Connect(int port, TimeProvider time, out SocketError refusal)
    {
        refusal = SocketError.Success;
        Socket? socket = null;
        try
        {
            socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            // Never blocks: whoever else has the name must not hold up the shutdown.
            socket.Blocking = false;
            socket.SendBufferSize = AskedBuffer;
            socket.Connect(new UnixDomainSocketEndPoint($"\0restmachine-shutdown:{port}"));
            return new Receipt(socket.Send, time, socket.SendBufferSize, socket);
        }
        catch (SocketException exception)
        {
            refusal = exception.SocketErrorCode;
            socket?.Dispose();
            return null;
        }
    }

    /// <summary>One message, so that many names cost little room; names beyond it are counted only.</summary>
    public void Hello(string endpoint, IReadOnlyCollection<string> handlers, bool isHandedOver = false) =>
        Introduce(ReceiptLines.Hello(endpoint, handlers.Count, isHandedOver), handlers);

    /// <summary>The handlers of an application more.</summary>
    /// <param name="count">How many there are now, these included.</param>
    /// <param name="handlers">Their names.</param>
    public void Add(int count, IReadOnlyCollection<string> handlers) =>
        Introduce(ReceiptLines.Handlers(count), handlers);

    private void Introduce(ReceiptLine first, IEnumerable<string> handlers)
    {
        var message = new List<byte>(first.ToBytes());
        foreach (var line in handlers.Select(name => ReceiptLines.Handler(name).ToBytes()))
        {
            if (message.Count + line.Length > MaxHelloBytes)
            {
                break;
            }

            message.AddRange(line);
        }

        Send([.. message]);
    }

    public void RunBegan(string trigger, ShutdownBudget budget) =>
        Send(ReceiptLines.Run(trigger, budget, Microseconds()).ToBytes());

    public void RunShortened(string trigger, ShutdownBudget budget) =>
        Send(ReceiptLines.Shortened(trigger, budget, Microseconds()).ToBytes());

    public void StepBegan(ShutdownStep step)
    {
        var line = ReceiptLines.Begin(step, Microseconds()).ToBytes();
        lock (_gate)
        {
            Count(_room.TryTakeStep(step.Number, line.Length) && TrySend(line));
        }
    }

    public void StepEnded(ShutdownStep step)
    {
        var neverBegan = step.Outcome is StepOutcome.Skipped or StepOutcome.NotDisposed;
        var line = (neverBegan ? ReceiptLines.LeftOut(step) : ReceiptLines.End(step)).ToBytes();
        lock (_gate)
        {
            var fits = neverBegan ? _room.TryTake(line.Length) : _room.TryTakeEnd(step.Number, line.Length);
            Count(fits && TrySend(line));
        }
    }

    /// <summary>The closing line: the process has nothing more to run.</summary>
    public void RunEnded(ShutdownReport report)
    {
        foreach (var handler in report.Startup)
        {
            Send(ReceiptLines.Startup(handler).ToBytes());
        }

        lock (_gate)
        {
            TrySend(ReceiptLines.Done(report, _dropped, Microseconds()).ToBytes());
        }
    }

    public void Dispose() => _connection?.Dispose();

    /// <summary>CLOCK_MONOTONIC, which both sides of a sandbox share.</summary>
    private long Microseconds() => (long)(_time.GetTimestamp() * (1_000_000.0 / _time.TimestampFrequency));

    private void Send(byte[] message)
    {
        lock (_gate)
        {
            Count(_room.TryTake(message.Length) && TrySend(message));
        }
    }

    private void Count(bool wasSent)
    {
        if (!wasSent && _dropped++ == 0)
        {
            // From here on silence means nothing: the reader must not take it for handlers that never ran.
            TrySend(ReceiptLines.Full().ToBytes());
        }
    }

    private bool TrySend(byte[] line)
    {
        try
        {
            return _send(line) == line.Length;
        }
        catch (SocketException)
        {
            // Full, or the extension is gone: the line counts as dropped, and shutdown goes on.
            return false;
        }
    }
}
