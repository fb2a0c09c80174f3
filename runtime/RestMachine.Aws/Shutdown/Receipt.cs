using System.Net.Sockets;
using System.Text;
using RestMachine.Shutdown;

namespace RestMachine.Aws.Shutdown;

/// <summary>
/// What the function leaves with the extension, line by line as it happens: the kernel keeps it when the function is
/// killed. The format is documented in docs/receipt.md.
/// </summary>
internal sealed class Receipt : IShutdownObserver
{
    private const int MaxLines = 200;

    private readonly Func<byte[], int> _send;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private int _lines;
    private int _dropped;

    /// <param name="send">Sends a line without blocking; returns how many bytes left.</param>
    /// <param name="time">The clock of <c>at</c>.</param>
    public Receipt(Func<byte[], int> send, TimeProvider time)
    {
        _send = send;
        _time = time;
    }

    /// <summary>Null where no extension listens: the layer is absent, or of a version without receipts.</summary>
    public static Receipt? Connect(int port, TimeProvider time)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint($"\0restmachine-shutdown:{port}"));
            socket.Blocking = false;
            return new Receipt(socket.Send, time);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            socket.Dispose();
            return null;
        }
    }

    public void Hello(string endpoint, IEnumerable<string> handlers)
    {
        Send(
            new ReceiptLine("hello")
                .Add("protocol", "1")
                .Add("library", LibraryVersion.Text)
                .Add("pid", Environment.ProcessId)
                .Add("endpoint", endpoint)
        );
        foreach (var handler in handlers)
        {
            Send(new ReceiptLine("handler").Add("name", handler));
        }
    }

    public void RunBegan(string trigger, ShutdownBudget budget) =>
        Send(
            new ReceiptLine("run")
                .Add("trigger", trigger)
                .Add("budget", (long)budget.Token.TotalMilliseconds)
                .Add("at", Microseconds())
        );

    public void StepBegan(ShutdownStep step) =>
        Send(
            new ReceiptLine("begin")
                .Add("step", step.Number)
                .Add("kind", step.Kind)
                .Add("name", step.Name)
                .Add("at", Microseconds())
        );

    public void StepEnded(ShutdownStep step)
    {
        if (step.Outcome == StepOutcome.Skipped)
        {
            Send(new ReceiptLine("skip").Add("name", step.Name).Add("value", step.MissingValue));
            return;
        }

        var line = new ReceiptLine("end")
            .Add("step", step.Number)
            .Add("outcome", OutcomeNames.Of(step.Outcome))
            .Add("ms", step.Duration.TotalMilliseconds);
        if (step.Error is { } error)
        {
            line.Add("error", error.GetType().FullName).Add("message", error.Message);
        }

        Send(line.Add("kind", step.Kind).Add("name", step.Name));
    }

    public void RunEnded(ShutdownReport report)
    {
        var line = new ReceiptLine("done")
            .Add("outcome", OutcomeNames.Of(report.Outcome))
            .Add("ms", report.Duration.TotalMilliseconds);
        foreach (var outcome in report.Handlers.GroupBy(handler => handler.Outcome))
        {
            line.Add(OutcomeNames.Of(outcome.Key), outcome.Count());
        }

        lock (_gate)
        {
            // The closing line has its place kept.
            TrySend(line.Add("dropped", _dropped).Add("at", Microseconds()));
        }
    }

    /// <summary>CLOCK_MONOTONIC, which both sides of a sandbox share.</summary>
    private long Microseconds() => (long)(_time.GetTimestamp() * (1_000_000.0 / _time.TimestampFrequency));

    private void Send(ReceiptLine line)
    {
        lock (_gate)
        {
            if (_lines >= MaxLines || !TrySend(line))
            {
                _dropped++;
            }
            else
            {
                _lines++;
            }
        }
    }

    private bool TrySend(ReceiptLine line)
    {
        var bytes = line.ToBytes();
        try
        {
            return _send(bytes) == bytes.Length;
        }
        catch (SocketException)
        {
            // Full, or the extension is gone: the line counts as dropped, and shutdown goes on.
            return false;
        }
    }
}
