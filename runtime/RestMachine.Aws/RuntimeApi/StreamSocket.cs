using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>
/// A blocking TCP connection by libc's own calls, Linux only as Lambda is. System.Net.Sockets blocks through an epoll
/// thread and a wait of its own, which costs more than the invocation's whole JSON.
/// </summary>
internal sealed partial class StreamSocket : IDisposable
{
    private const int InternetFamily = 2;
    private const int StreamType = 1;
    private const int CloseOnExec = 0x80000;
    private const int NoSignal = 0x4000;
    private const int TcpProtocol = 6;
    private const int NoDelay = 1;
    private const int BothDirections = 2;
    private const int Interrupted = 4;

    private readonly Lock _gate = new();
    private int _descriptor;

    private StreamSocket(int descriptor) => _descriptor = descriptor;

    /// <exception cref="IOException">Nobody listens there.</exception>
    public static StreamSocket Dial(IPEndPoint endPoint)
    {
        Span<byte> address = stackalloc byte[16];
        address.Clear();
        BitConverter.TryWriteBytes(address, (ushort)InternetFamily);
        BinaryPrimitives.WriteUInt16BigEndian(address[2..], (ushort)endPoint.Port);
        endPoint.Address.TryWriteBytes(address[4..8], out _);
        var socket = new StreamSocket(Check(Open(InternetFamily, StreamType | CloseOnExec, 0), "socket"));
        try
        {
            var on = 1;
            Check(SetOption(socket._descriptor, TcpProtocol, NoDelay, in on, sizeof(int)), "setsockopt");
            Check(Connect(socket._descriptor, in address[0], address.Length), "connect");
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">The peer is gone.</exception>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var sent = Send(_descriptor, in MemoryMarshal.GetReference(bytes), bytes.Length, NoSignal);
            if (sent >= 0)
            {
                bytes = bytes[(int)sent..];
            }
            else if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                Check(-1, "send");
            }
        }
    }

    /// <summary>Blocks until there is something; 0 when the peer has ended the connection.</summary>
    /// <exception cref="IOException">The connection was lost.</exception>
    public int Receive(Span<byte> buffer)
    {
        while (true)
        {
            var received = Receive(_descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length, 0);
            if (received >= 0)
            {
                return (int)received;
            }

            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                Check(-1, "recv");
            }
        }
    }

    /// <summary>Ends both directions: another thread's <see cref="Receive(Span{byte})"/> returns.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            if (_descriptor >= 0)
            {
                _ = Shutdown(_descriptor, BothDirections);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_descriptor >= 0)
            {
                _ = Close(_descriptor);
                _descriptor = -1;
            }
        }
    }

    private static int Check(int result, string call) =>
        result >= 0 ? result : throw new IOException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Open(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(int descriptor, in byte address, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(int descriptor, int level, int option, in int value, int length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int descriptor, in byte bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(int descriptor, ref byte buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown")]
    private static partial int Shutdown(int descriptor, int directions);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
