using System.Text;
using RestMachine.Extension.Linux;
using RestMachine.Extension.Logs;

namespace RestMachine.Extension.Receipts;

/// <summary>
/// The abstract Unix socket that the function finds at INIT. Connections stand unaccepted until SHUTDOWN, so nothing of
/// this program runs while invocations do.
/// </summary>
internal sealed unsafe class ReceiptSocket : IDisposable
{
    private const int Backlog = 64;

    // listen(2)'s backlog is how many may wait behind the first.
    private const int MaxConnections = Backlog + 1;

    private readonly Descriptor? listener;

    private ReceiptSocket(Descriptor? listener) => this.listener = listener;

    /// <summary>False where another environment has the name, and with it the port.</summary>
    public bool IsOurs => listener is not null;

    public static ReceiptSocket Open(int port, Log log)
    {
        var name = "restmachine-shutdown:" + port.ToString(default(IFormatProvider));
        Descriptor? socket = null;
        try
        {
            socket = Descriptor.OpenSocket(Libc.AF_UNIX);
            if (Bind(socket, name) && Libc.Listen(socket.Number, Backlog) == 0)
            {
                return new ReceiptSocket(socket);
            }
            throw new Failure(SystemError.Last);
        }
        catch (Failure failure)
        {
            socket?.Dispose();
            log.Warning(
                "The socket @"
                    + name
                    + " is not ours: "
                    + failure.Message
                    + ". Going on without a receipt. Set RESTMACHINE_EXTENSION_PORT to tell two environments apart"
            );
            return new ReceiptSocket(null);
        }
    }

    private static bool Bind(Descriptor socket, string name)
    {
        // sockaddr_un: the family, then a NUL and the name; the length says where an abstract name ends (unix(7)).
        var address = stackalloc byte[110];
        address[0] = Libc.AF_UNIX;
        address[1] = 0;
        address[2] = 0;
        var length = 3 + Encoding.UTF8.GetBytes(name, new Span<byte>(address + 3, 107));
        return Libc.Bind(socket.Number, address, length) == 0;
    }

    /// <returns>
    /// The first connection that began with a hello: Lambda starts one function for each life of this program, and whoever
    /// comes later was started by it. What others say replaces nothing, not even silence.
    /// </returns>
    public ReceiptConnection? First()
    {
        ReceiptConnection? function = null;
        for (var count = 0; count < MaxConnections && Accept() is { } connection; count++)
        {
            connection.Drain();
            if (connection.Receipt is not null && function is null)
            {
                function = connection;
                continue;
            }
            function?.Rivals += connection.Receipt is null ? 0 : 1;
            connection.Dispose();
        }
        return function;
    }

    private ReceiptConnection? Accept()
    {
        if (listener is null)
        {
            return null;
        }
        int number;
        while (
            (number = Libc.Accept(listener.Number, null, null, Libc.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC)) < 0
            && Libc.LastError == Libc.EINTR
        ) { }
        return number < 0 ? null : new ReceiptConnection(new Descriptor(number));
    }

    public void Dispose() => listener?.Dispose();
}
