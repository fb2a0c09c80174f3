using System.Text;
using RestMachine.Extension.Json;

namespace RestMachine.Extension.Tests.Readers;

public sealed class JsonObjects
{
    [Fact]
    public void GiveTheirFirstLevelAndStepOverTheRest()
    {
        var read = Read(
                """ { "a" : {"reason":"inner"}, "x":[1,[{"reason":"deep"}],"]"], "reason" : "q\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00é", "n": 1790000000000 , "f":-1.5e3, "t":true,"u":null } """
            )
            .ShouldNotBeNull();
        read.Text("reason").ShouldBe("q\"\\/\b\f\n\r\té😀é");
        read.Thousandths("n").ShouldBe(1_790_000_000_000_000);
        read.Thousandths("f").ShouldBeNull();
        read.Text("n").ShouldBeNull();
        read.Text("absent").ShouldBeNull();
    }

    [Fact]
    public void GiveTheirArraysOfObjects() =>
        Read("""{"handlers":[{"name":"a","milliseconds":12.34},7,{"name":"b"}]}""")
            .ShouldNotBeNull()
            .Objects("handlers")
            .Select(handler => handler.Text("name"))
            .ShouldBe(["a", "b"]);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}x")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":1.}")]
    [InlineData("{\"a\":+1}")]
    [InlineData("{\"a\":tru}")]
    [InlineData("{\"a\":\"\\x\"}")]
    [InlineData("{\"a\":\"\\u12G4\"}")]
    [InlineData("{\"a\":\"line\nbreak\"}")]
    public void ThatAreMalformedAreNone(string json) => Read(json).ShouldBeNull();

    [Fact]
    public void CutAnywhereAreNone()
    {
        const string whole = """{"a":[{"b":"\u0041"}],"c":-1.5e+3,"d":true}""";
        for (var length = 0; length < whole.Length; length++)
        {
            Read(whole[..length]).ShouldBeNull();
        }
        Read(whole).ShouldNotBeNull();
    }

    [Fact]
    public void NestedWithoutEndAreNone() => Read("{\"a\":" + new string('[', 100_000)).ShouldBeNull();

    private static JsonFields? Read(string json) => JsonFields.Read(Encoding.UTF8.GetBytes(json));
}
