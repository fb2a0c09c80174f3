using System.Text;

namespace RestMachine;

/// <summary>Reads <c>multipart/form-data</c> (RFC 7578 on top of RFC 2046, 5.1).</summary>
internal static class MultipartForm
{
    public const string MediaType = "multipart/form-data";

    private const int MostParts = 1024;
    private const int LongestBoundary = 70;

    /// <summary>The form; null when the body is none with that boundary.</summary>
    public static Form? Read(string? boundary, ReadOnlyMemory<byte> body)
    {
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
        {
            return null;
        }

        var delimiter = Encoding.UTF8.GetBytes($"\r\n--{boundary}");
        if (Begin(body, delimiter) is not { } rest)
        {
            return null;
        }

        var fields = new List<KeyValuePair<string, string>>();
        var files = new List<FormFile>();
        for (var part = 0; part <= MostParts; part++)
        {
            if (rest.Span.StartsWith("--"u8))
            {
                return new Form(fields, files);
            }

            if (Next(ref rest, delimiter) is not { } content || !TryAdd(content, fields, files))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>What follows the first delimiter, which may stand at the very start or after a preamble.</summary>
    private static ReadOnlyMemory<byte>? Begin(ReadOnlyMemory<byte> body, byte[] delimiter)
    {
        if (body.Span.StartsWith(delimiter.AsSpan(2)))
        {
            return body[(delimiter.Length - 2)..];
        }

        var start = body.Span.IndexOf(delimiter);
        return start < 0 ? null : body[(start + delimiter.Length)..];
    }

    /// <summary>The part up to the next delimiter; null when the delimiter's line or the part does not end.</summary>
    private static ReadOnlyMemory<byte>? Next(ref ReadOnlyMemory<byte> rest, byte[] delimiter)
    {
        var line = rest.Span.IndexOf("\r\n"u8);
        if (line < 0 || rest.Span[..line].IndexOfAnyExcept(" \t"u8) >= 0)
        {
            return null;
        }

        var part = rest[line..];
        var end = part.Span[2..].IndexOf(delimiter);
        if (end < 0)
        {
            return null;
        }

        rest = part[(2 + end + delimiter.Length)..];
        return part.Slice(2, end);
    }

    private static bool TryAdd(
        ReadOnlyMemory<byte> part,
        List<KeyValuePair<string, string>> fields,
        List<FormFile> files
    )
    {
        var end = part.Span.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var headers = Encoding.UTF8.GetString(part.Span[..end]).Split("\r\n");
        var disposition = Find(headers, "Content-Disposition");
        if (!RestMachine.MediaType.Is(disposition, "form-data") || Name(disposition, "name") is not { } name)
        {
            return false;
        }

        var content = part[(end + 4)..];
        if (Name(disposition, "filename") is { } fileName)
        {
            files.Add(new FormFile(name, fileName, Find(headers, "Content-Type") ?? "text/plain", content));
        }
        else
        {
            fields.Add(new(name, Encoding.UTF8.GetString(content.Span)));
        }

        return true;
    }

    private static string? Find(string[] headers, string name)
    {
        var header = Array.Find(headers, line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase));
        return header?[(name.Length + 1)..].Trim();
    }

    /// <summary>Browsers escape exactly these three in names (WHATWG HTML, multipart/form-data encoding algorithm).</summary>
    private static string? Name(string? disposition, string parameter) =>
        RestMachine
            .MediaType.Parameter(disposition, parameter)
            ?.Replace("%22", "\"", StringComparison.Ordinal)
            .Replace("%0D", "\r", StringComparison.OrdinalIgnoreCase)
            .Replace("%0A", "\n", StringComparison.OrdinalIgnoreCase);
}
