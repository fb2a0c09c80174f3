using System.Text;

namespace RestMachine.Extension.Http;

/// <summary>The bytes of a request. One exchange has one connection, so every request asks for its end.</summary>
internal static class HttpRequest
{
    public static byte[] Get(string host, string path, string fields) =>
        Encoding.UTF8.GetBytes("GET " + path + Head(host) + fields + "\r\n");

    /// <param name="host">The value of the Host field.</param>
    /// <param name="path">The target in origin form.</param>
    /// <param name="fields">Whole field lines, each with its CRLF.</param>
    /// <param name="body">The content, JSON.</param>
    public static byte[] Post(string host, string path, string fields, string body) =>
        Encoding.UTF8.GetBytes(
            "POST "
                + path
                + Head(host)
                + fields
                + "Content-Type: application/json\r\nContent-Length: "
                + Encoding.UTF8.GetByteCount(body).ToString(default(IFormatProvider))
                + "\r\n\r\n"
                + body
        );

    private static string Head(string host) => " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n";
}
