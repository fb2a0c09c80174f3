using Microsoft.AspNetCore.Http;

namespace RestMachine.AspNetCore;

/// <summary>Path and query of the request line, still percent-encoded; ASP.NET Core's own path is decoded already.</summary>
internal readonly record struct RequestTarget(string Path, string Query)
{
    /// <summary>
    /// From the raw target in origin form or absolute form (RFC 9112, 3.2), less the path base, which a proxy may have taken
    /// off already, and less the segments of the endpoint's group.
    /// </summary>
    public static RequestTarget Of(string raw, PathString pathBase, int segmentsOfTheGroup)
    {
        var target = raw.StartsWith('/') ? raw : AfterAuthority(raw);
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var below = BelowBase(pathBase.Value ?? "", path);
        var own = From(EndOf(segmentsOfTheGroup, below), below);
        return new RequestTarget(own, question < 0 ? "" : target[(question + 1)..]);
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

    private static string BelowBase(string pathBase, string path)
    {
        var end = EndOf(pathBase.AsSpan().Count('/'), path);
        var isThere = Uri.UnescapeDataString(path.AsSpan(0, end)).Equals(pathBase, StringComparison.OrdinalIgnoreCase);
        return isThere ? From(end, path) : path;
    }

    private static int EndOf(int segments, string path)
    {
        var end = 0;
        for (var segment = 0; segment < segments && end >= 0; segment++)
        {
            end = path.IndexOf('/', end + 1);
        }

        return end < 0 ? path.Length : end;
    }

    private static string From(int start, string path) => start == path.Length ? "/" : path[start..];
}
