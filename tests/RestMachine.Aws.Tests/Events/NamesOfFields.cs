using System.Text;
using System.Text.Json;
using RestMachine.Aws.Events;

namespace RestMachine.Aws.Tests.Events;

public class NamesOfFields
{
    [Fact]
    public void AreMadeOnceForAllEvents()
    {
        var first = Name("x-made-once");

        Name("x-made-once").ShouldBeSameAs(first);
    }

    [Fact]
    public void AreTheirOwnHoweverManyThereAre()
    {
        for (var number = 0; number < 1_000; number++)
        {
            Name($"x-{number % 500}").ShouldBe($"x-{number % 500}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("X-Größe")]
    [InlineData("x-with\\u002ddash", "x-with-dash")]
    [InlineData("x-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789")]
    public void AreWhatTheEventSays(string member, string? name = null)
    {
        Name(member).ShouldBe(name ?? member);
        Name(member).ShouldBe(name ?? member);
    }

    [Fact]
    public void KeepTheirCase()
    {
        Name("X-Case").ShouldBe("X-Case");
        Name("x-case").ShouldBe("x-case");
    }

    [Fact]
    public void AreRefusedWhenTheyAreNoUnicode() =>
        Should.Throw<InvalidOperationException>(() => Name([(byte)'x', 0xC3, (byte)'y']));

    private static string Name(string member) => Name(Encoding.UTF8.GetBytes(member));

    private static string Name(byte[] member)
    {
        var json = new Utf8JsonReader([.. "{\""u8, .. member, .. "\":1}"u8]);
        json.Read();
        json.Read();
        return FieldNames.Of(ref json);
    }
}
