using FsCheck;
using FsCheck.Fluent;

namespace RestMachine.Tests.Http;

/// <summary>Percent-encoding as RFC 3986 and the forms of HTML have it, in paths, queries and form bodies.</summary>
public sealed class PercentEncoding
{
    private readonly RestApplication _app = new();

    public PercentEncoding()
    {
        _app.Get("/text/{value}", (string value) => value);
        _app.Get("/rest/{*value}", (string value) => value);
        _app.Get("/query", (string value) => value);
        _app.Get("/queries", (string[] value) => string.Join('\n', value));
        _app.Post("/form", ([Form] string[] value) => string.Join('\n', value));
    }

    // Unreserved characters mean the same encoded or not, hexadecimal digits have no case, and octets are UTF-8
    // (RFC 3986, 2.1, 2.3, 2.5 and 6.2.2); the katakana and À are its own examples.
    [Theory]
    [InlineData("%41%5a%61%7A%30%2D%2e%5f%7E", "AZaz0-._~")]
    [InlineData("a%2Fb%3fc%23d%5B%40%3A", "a/b?c#d[@:")]
    [InlineData("%25", "%")]
    [InlineData("%2525", "%25")]
    [InlineData("%E3%82%A2", "ア")]
    [InlineData("%c3%80", "À")]
    [InlineData("a+b", "a+b")]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("%ff", "%ff")]
    public async Task IsDecodedOnceInASegment(string encoded, string text) =>
        (await _app.Send($"GET /text/{encoded}")).Text().ShouldBe(text);

    [Fact]
    public async Task SplitsThePathBeforeItDecodes()
    {
        (await _app.Send("GET /text/a/b")).Status.ShouldBe(404);
        (await _app.Send("GET /%74ext/a")).Text().ShouldBe("a");
        (await _app.Send("GET /rest/a%2Fb/c")).Text().ShouldBe("a/b/c");
    }

    [Theory]
    [InlineData("value=a+b%2Bc", "a b+c")]
    [InlineData("v%61lue=1", "1")]
    [InlineData("other=value=2&value=a=b", "a=b")]
    [InlineData("&&value=1&value=2", "1")]
    [InlineData("value", "")]
    [InlineData("value=%E3%82%A2%", "ア%")]
    public async Task InAQueryMakesAPlusASpace(string query, string text) =>
        (await _app.Send($"GET /query?{query}")).Text().ShouldBe(text);

    [Fact]
    public void OfAnyTextComesBackFromASegment() =>
        Prop.ForAll(
                Texts.Filter(text => text.Length > 0),
                text => Answer($"GET /text/{Uri.EscapeDataString(text)}") == text
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void OfAnyTextsComesBackFromAQueryInOrder() =>
        Prop.ForAll(
                Texts.Generator.ListOf().ToArbitrary(),
                texts => Answer($"GET /queries?{Pairs(texts)}") == Lines(texts)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void OfAnyTextsComesBackFromAForm() =>
        Prop.ForAll(
                Texts.Generator.ListOf().ToArbitrary(),
                texts =>
                {
                    var request = new Request("POST", "/form")
                    {
                        Body = System.Text.Encoding.UTF8.GetBytes(Pairs(texts)),
                    };
                    request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8";
                    return texts.Count == 0 || _app.HandleAsync(request).AsTask().Result.Text() == Lines(texts);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void NeverMakesAQueryFail() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>().Filter(text => text is not null),
                text =>
                    _app.HandleAsync(new Request("GET", "/queries") { QueryString = text! }).AsTask().Result.Status
                    == 200
            )
            .QuickCheckThrowOnFailure();

    /// <summary>Texts that UTF-8 can carry: half a surrogate pair is no character.</summary>
    private static Arbitrary<string> Texts =>
        ArbMap
            .Default.ArbFor<string>()
            .Filter(text =>
                text is not null && text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar)
            );

    private static string Pairs(IEnumerable<string> texts) =>
        string.Join('&', texts.Select(text => $"value={Uri.EscapeDataString(text).Replace("%20", "+")}"));

    private static string Lines(IEnumerable<string> texts) => string.Join('\n', texts);

    private string Answer(string request) => _app.Send(request).Result.Text();
}
