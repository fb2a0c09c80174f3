using FsCheck;
using FsCheck.Fluent;

namespace RestMachine.Tests.Routing;

/// <summary>Templates and paths made at random, out of few pieces so that they often meet.</summary>
internal static class RouteTables
{
    private static readonly string[] Texts = ["a", "b", "a%2Fb", "7"];

    private static readonly string[] Parameters =
    [
        "{x}",
        "{x:int}",
        "{x:bool}",
        "{x:alpha}",
        "{x:int:range(5,9)}",
        "{x:min(8)}",
        "{x:max(7)}",
        "{x:length(2)}",
        "{x:minlength(2)}",
        "{x:regex(^[a-c]+$)}",
        "{x:guid}",
        "{x:long}",
    ];

    private static readonly string[] Values =
    [
        "a",
        "b",
        "A",
        "7",
        "8",
        "-1",
        "77",
        "true",
        "ab",
        "a%2Fb",
        "a%2fb",
        "%61",
        "9999999999",
        "",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
    ];

    private static readonly string[] Methods = ["GET", "POST", "HEAD", "DELETE"];

    public static Gen<(string Method, string Template)[]> Tables =>
        Gen.Elements(Methods).SelectMany(_ => Templates, (method, template) => (method, template)).ArrayOf();

    public static Gen<(string Method, string Path)> Requests =>
        Gen.Elements(Methods)
            .SelectMany(
                _ => Gen.Elements(Values).ArrayOf(),
                (method, segments) => (method, "/" + string.Join('/', segments.Take(4)))
            );

    private static Gen<string> Templates =>
        Pieces
            .ArrayOf()
            .SelectMany(
                _ => Gen.Elements("", "{*rest}", "{last?}", "{last:int?}"),
                (pieces, last) => Join([.. pieces.Take(3), .. last.Length == 0 ? Array.Empty<string>() : [last]])
            );

    private static Gen<string> Pieces => Gen.OneOf(Gen.Elements(Texts), Gen.Elements(Parameters));

    private static string Join(string[] pieces) =>
        "/"
        + string.Join(
            '/',
            pieces.Select((piece, index) => piece.Replace("{x", $"{{x{index}", StringComparison.Ordinal))
        );
}
