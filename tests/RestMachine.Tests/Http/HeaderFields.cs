namespace RestMachine.Tests.Http;

public sealed class HeaderFields
{
    [Fact]
    public void CompareNamesWithoutCaseAndKeepEveryLine()
    {
        Headers headers = [];
        headers.Add("Accept", "text/html");
        headers.Add("ACCEPT", "application/json");

        headers["accept"].ShouldBe("text/html, application/json");
        headers.All("accept").ShouldBe(["text/html", "application/json"]);
    }

    [Fact]
    public void ReplaceEveryLineWhenSet()
    {
        Headers headers = [];
        headers.Add("A", "1");
        headers.Add("a", "2");
        headers["A"] = "3";

        headers.All("a").ShouldBe(["3"]);
    }

    [Theory]
    [InlineData("Name", "a\r\nSet-Cookie: x=y")]
    [InlineData("Name", "a\0")]
    [InlineData("Na\0me", "a")]
    [InlineData("Na me", "a")]
    [InlineData("Name:", "a")]
    public void RefuseWhatWouldForgeAnotherField(string name, string value)
    {
        Headers headers = [];

        Should.Throw<ArgumentException>(() => headers.Add(name, value));
    }

    [Fact]
    public void GiveTheRequestItsCookies()
    {
        var request = new Request("GET", "/");
        request.Headers.Add("Cookie", "session=abc=; theme=dark");
        request.Headers.Add("cookie", "theme=light; =nameless; valueless");

        request.Cookies["session"].ShouldBe("abc=");
        request.Cookies["theme"].ShouldBe("dark");
        request.Cookies.Count.ShouldBe(2);
    }

    [Fact]
    public void SayWhetherAResponseIsText()
    {
        new Response(200, "application/problem+json", default).IsText.ShouldBeTrue();
        new Response(200, "Text/HTML; charset=utf-8", default).IsText.ShouldBeTrue();
        new Response(200, "image/png", default).IsText.ShouldBeFalse();
        var zipped = new Response(200, "text/plain", default);
        zipped.Headers["Content-Encoding"] = "gzip";
        zipped.IsText.ShouldBeFalse();
    }

    [Fact]
    public void WriteACookieWithSafeDefaults()
    {
        var cookie = new Cookie("session", "abc") { MaxAge = TimeSpan.FromHours(1), Path = "/" };

        cookie.ToString().ShouldBe("session=abc; Path=/; Max-Age=3600; SameSite=Lax; Secure; HttpOnly");
        Should.Throw<ArgumentException>(() => new Cookie("a", "b; Domain=evil"));
        Should.Throw<ArgumentException>(() => new Cookie("a", "b\r\nX: y"));
        Should.Throw<ArgumentException>(() => new Cookie("a=b", "c"));
        Should.Throw<ArgumentException>(() => new Cookie("", "c"));
        Should.Throw<InvalidOperationException>(() => new Cookie("a", "b") { Path = "/;x" }.ToString());
    }
}
