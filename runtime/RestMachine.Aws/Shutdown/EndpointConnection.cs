using System.Net.Sockets;

namespace RestMachine.Aws.Shutdown;

/// <summary>A client of the endpoint and what it has sent so far; nobody waits for it.</summary>
internal sealed class EndpointConnection(Socket socket, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_maxTime = TimeSpan.FromSeconds(1);

    private readonly byte[] _bytes = new byte[EndpointRequest.MaxBytes];
    private readonly long _begin = time.GetTimestamp();
    private int _length;

    public Socket Socket => socket;

    /// <summary>Until its request must be whole.</summary>
    public TimeSpan TimeLeft => s_maxTime - time.GetElapsedTime(_begin);

    /// <summary>Takes what has come; false: more is needed.</summary>
    /// <param name="request">The request, if it is one of ours.</param>
    /// <param name="refusal">The status with which it is refused, if it is not.</param>
    public bool TryRead(out EndpointRequest? request, out int refusal)
    {
        var count = socket.Receive(_bytes.AsSpan(_length));
        _length += count;
        if (EndpointRequest.TryParse(_bytes.AsSpan(0, _length), out request, out refusal) || refusal != 0)
        {
            return true;
        }

        refusal =
            count == 0 ? 400
            : _length == _bytes.Length ? 413
            : 0;
        return refusal != 0;
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        socket.SendTimeout = 1_000;
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }

        socket.Shutdown(SocketShutdown.Send);
    }

    public void Dispose() => socket.Dispose();
}
