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
    /// The function's connection among those that began with a hello: the first that told of a run, else the first whose
    /// peer lives, else the first. Others are a child of the function, or a start that ended before this one.
    /// </returns>
    public ReceiptConnection? First()
    {
        var greeted = new List<ReceiptConnection>();
        for (var count = 0; count < MaxConnections && Accept() is { } connection; count++)
        {
            connection.Drain();
            if (connection.Receipt is null)
            {
                connection.Dispose();
            }
            else
            {
                greeted.Add(connection);
            }
        }
        var function =
            greeted.Find(connection => connection.Receipt?.Run is not null)
            ?? greeted.Find(connection => connection.Alive)
            ?? greeted.Find(_ => true);
        foreach (var other in greeted.FindAll(connection => connection != function))
        {
            other.Dispose();
        }
        function?.Rivals = greeted.Count - 1;
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
