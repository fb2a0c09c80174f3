using FsCheck;
using FsCheck.Fluent;
using RestMachine.Binding;
using RestMachine.Generators.Applications;

namespace RestMachine.Generators.Tests;

public sealed class TemplateDiagnostics
{
    private static readonly string[] Pieces =
    [
        "/",
        "/",
        "/",
        "users",
        "a%2Fb",
        "{id}",
        "{id:int}",
        "{n:int:range(1, 10)}",
        "{n?}",
        "{m:long?}",
        "{*rest}",
        "{**rest}",
        "{***rest}",
        "{*rest?}",
        "{*rest:int}",
        "{x:regex(^[a-z]{2}/(b|c)$)}",
        "{x:regex([)}",
        "{x:length(1,2)}",
        "{x:length(1,2,3)}",
        "{x:min(a)}",
        "{x:int(1)}",
        "{x:range}",
        "{x:foo}",
        "{x y}",
        "{}",
        "{",
        "}",
        "?",
        "#",
        "(",
        ":",
        "\\",
    ];

    public TemplateDiagnostics() => Binding.RoutePatterns.Allow();

    [Fact]
    public void SayWhatTheRunSays() =>
        Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(Join).ToArbitrary(), AreOfOneMind)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void SayOfEachPieceWhatTheRunSays()
    {
        foreach (var piece in Pieces)
        {
            AreOfOneMind("/" + piece).ShouldBeTrue(piece);
        }
    }

    /// <summary>Most pieces are segments of their own, and most templates begin as they have to.</summary>
    private static string Join(IEnumerable<string> pieces) =>
        string.Concat(pieces.Select((piece, at) => Slash(at) + piece));

    private static string Slash(int at) => at % 3 == 2 ? "" : "/";

    private static bool AreOfOneMind(string template) =>
        (TemplateCheck.ProblemOf(template) is null) == IsAccepted(template);

    private static bool IsAccepted(string template)
    {
        var bound = new BoundRoute(() => { }, "here") { Invoke = (_, _) => default };
        try
        {
            new RestApplication().AddRoute("GET", template, bound);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
