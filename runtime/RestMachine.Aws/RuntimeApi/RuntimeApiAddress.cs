using System.Net;
using System.Net.Sockets;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>
/// <c>AWS_LAMBDA_RUNTIME_API</c>. AWS documents <c>host:port</c>; Lambda uses an IPv4 literal, local environments also
/// localhost, and AWS's .NET test tool adds the function's name as a path, which comes before the API's own.
/// https://github.com/aws/aws-lambda-dotnet/tree/master/Tools/LambdaTestTool-v2
/// </summary>
internal sealed class RuntimeApiAddress
{
    private readonly string _host;
    private readonly int _port;
    private readonly IPAddress? _literal;

    private RuntimeApiAddress(string authority, int colon, int port, string prefix)
    {
        _host = authority[..colon];
        _port = port;
        Authority = authority;
        Prefix = prefix;
        var isLiteral =
            IPAddress.TryParse(_host, out var literal) && literal.AddressFamily == AddressFamily.InterNetwork;
        _literal = isLiteral ? literal : null;
    }

    /// <summary>For the Host field.</summary>
    public string Authority { get; }

    /// <summary>What every path begins with: empty, or a slash and a name.</summary>
    public string Prefix { get; }

    /// <exception cref="FormatException">The variable names no place.</exception>
    public static RuntimeApiAddress Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? text : text[..slash];
        var colon = authority.LastIndexOf(':');
        if (
            colon <= 0
            || authority.Contains('[')
            || !ushort.TryParse(authority.AsSpan(colon + 1), out var port)
            || port == 0
        )
        {
            throw new FormatException(
                $"AWS_LAMBDA_RUNTIME_API is '{text}', expected host:port, for example 127.0.0.1:9001."
            );
        }

        return new RuntimeApiAddress(authority, colon, port, slash < 0 ? "" : text[slash..].TrimEnd('/'));
    }

    /// <exception cref="IOException">The host has no IPv4 address.</exception>
    public IPEndPoint Resolve()
    {
        try
        {
            var found = _literal ?? Dns.GetHostAddresses(_host, AddressFamily.InterNetwork).FirstOrDefault();
            return new IPEndPoint(found ?? throw new IOException($"{_host} has no IPv4 address"), _port);
        }
        catch (SocketException exception)
        {
            throw new IOException($"{_host}: {exception.Message}", exception);
        }
    }
}
