namespace RestMachine.AspNetCore;

/// <summary>Path and query of the request line, still percent-encoded; ASP.NET Core's own path is decoded already.</summary>
internal readonly record struct RequestTarget(string Path, string Query)
{
    /// <summary>From the raw target in origin form or absolute form (RFC 9112, 3.2), less so many segments.</summary>
    public static RequestTarget Of(string raw, int segmentsBefore)
    {
        var target = raw.StartsWith('/') ? raw : AfterAuthority(raw);
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        return new RequestTarget(Below(segmentsBefore, path), question < 0 ? "" : target[(question + 1)..]);
    }

    /// <summary>The asterisk of <c>OPTIONS *</c> has neither authority nor path: it asks about the root.</summary>
    private static string AfterAuthority(string raw)
    {
        var authority = raw.IndexOf("://", StringComparison.Ordinal);
        var path = authority < 0 ? -1 : raw.AsSpan(authority + 3).IndexOfAny('/', '?');
        if (path < 0)
        {
            return "/";
        }

        var rest = raw[(authority + 3 + path)..];
        return rest.StartsWith('/') ? rest : $"/{rest}";
    }

    private static string Below(int segments, string path)
    {
        var start = 0;
        for (var segment = 0; segment < segments && start >= 0; segment++)
        {
            start = path.IndexOf('/', start + 1);
        }

        return start < 0 ? "/" : path[start..];
    }
}
