using RestMachine.Extension.Linux;

namespace RestMachine.Extension.Http;

/// <summary>One request and its answer on a connection of their own, all of it within one deadline.</summary>
internal static class HttpExchange
{
    public static HttpResponse Send(Ipv4Endpoint peer, ReadOnlySpan<byte> request, Deadline deadline)
    {
        using var connection = Connect(peer, deadline);
        Send(connection, request, deadline);
        return Receive(connection, deadline);
    }

    private static unsafe Descriptor Connect(Ipv4Endpoint peer, Deadline deadline)
    {
        var connection = Descriptor.OpenSocket(Libc.AF_INET);
        try
        {
            var address = stackalloc byte[16];
            peer.Write(new Span<byte>(address, 16));
            var error = Libc.Connect(connection.Number, address, 16) == 0 ? 0 : Libc.LastError;
            if (error is Libc.EINPROGRESS or Libc.EINTR)
            {
                WaitFor(connection, Libc.POLLOUT, deadline);
                var length = sizeof(int);
                _ = Libc.GetSocketOption(connection.Number, Libc.SOL_SOCKET, Libc.SO_ERROR, &error, &length);
            }
            return error == 0 ? connection : throw Broken("No connection", error);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Send(Descriptor connection, ReadOnlySpan<byte> rest, Deadline deadline)
    {
        while (!rest.IsEmpty)
        {
            var count = connection.Send(rest);
            if (count == -Libc.EAGAIN)
            {
                WaitFor(connection, Libc.POLLOUT, deadline);
            }
            else if (count < 0)
            {
                throw Broken("The connection broke while the request was sent", -count);
            }
            rest = rest[Math.Max(count, 0)..];
        }
    }

    private static HttpResponse Receive(Descriptor connection, Deadline deadline)
    {
        var buffer = new byte[1024];
        var length = 0;
        while (true)
        {
            WaitFor(connection, Libc.POLLIN, deadline);
            var count = connection.Receive(buffer.AsSpan(length));
            if (count == -Libc.EAGAIN)
            {
                continue;
            }
            if (count < 0)
            {
                throw Broken("The connection broke before the answer was complete", -count);
            }
            length += count;
            if (HttpResponseReader.Read(buffer.AsSpan(0, length), ended: count == 0) is { } response)
            {
                return response;
            }
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, length * 2);
            }
        }
    }

    private static void WaitFor(Descriptor connection, short events, Deadline deadline)
    {
        // The deadline is looked at even when bytes keep coming: a peer that drips must not hold us.
        if (!connection.Wait(events, deadline) || deadline.Passed)
        {
            throw new HttpFailure(HttpFailureKind.TimedOut, "No whole answer in time");
        }
    }

    private static HttpFailure Broken(string what, int error) =>
        new(
            error == Libc.ECONNREFUSED ? HttpFailureKind.Refused : HttpFailureKind.Lost,
            what + ": " + SystemError.Describe(error)
        );
}
