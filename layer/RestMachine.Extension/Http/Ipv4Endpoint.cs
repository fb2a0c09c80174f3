namespace RestMachine.Extension.Http;

/// <summary>Where to connect: four address bytes in network order and a port.</summary>
internal sealed record Ipv4Endpoint(uint Address, int Port)
{
    public const uint Loopback = 0x7F000001;

    /// <param name="text"><c>host:port</c>, the host an IPv4 literal or <c>localhost</c>.</param>
    public static Ipv4Endpoint? Parse(string text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0 || ParseNumber(text.AsSpan(colon + 1), 65535) is not (> 0 and var port))
        {
            return null;
        }
        var host = text.AsSpan(0, colon);
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? new Ipv4Endpoint(Loopback, port)
            : ParseAddress(host) is { } address ? new Ipv4Endpoint(address, port)
            : null;
    }

    private static uint? ParseAddress(ReadOnlySpan<char> host)
    {
        uint address = 0;
        for (var part = 0; part < 4; part++)
        {
            var end = part < 3 ? host.IndexOf('.') : host.Length;
            if (end < 0 || ParseNumber(host[..end], 255) is not (>= 0 and var number))
            {
                return null;
            }
            address = (address << 8) | (uint)number;
            host = part < 3 ? host[(end + 1)..] : host;
        }
        return address;
    }

    private static int ParseNumber(ReadOnlySpan<char> digits, int max)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit) || (number = number * 10 + digit - '0') > max)
            {
                return -1;
            }
        }
        return digits.IsEmpty ? -1 : number;
    }

    /// <summary>A <c>sockaddr_in</c>: family in host order, port and address in network order, eight zero bytes.</summary>
    public void Write(Span<byte> address)
    {
        address.Clear();
        address[0] = 2;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(address[2..], (ushort)Port);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(address[4..], Address);
    }
}
