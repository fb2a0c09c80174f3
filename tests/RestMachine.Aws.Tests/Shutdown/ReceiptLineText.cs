using System.Text;
using RestMachine.Aws.Shutdown;

namespace RestMachine.Aws.Tests.Shutdown;

public class ReceiptLineText
{
    [Fact]
    public void IsAWordAndKeysWithValues() =>
        Text(new ReceiptLine("end").Add("step", 3).Add("ms", 12.34).Add("outcome", "completed"))
            .ShouldBe("end step=3 ms=12.3 outcome=completed\n");

    [Theory]
    [InlineData("a b", "a%20b")]
    [InlineData("a\nb", "a%0Ab")]
    [InlineData("100%", "100%25")]
    [InlineData("a=b", "a=b")]
    [InlineData("\u007f\u0085\u2028", "%7F%C2%85%E2%80%A8")]
    [InlineData("größe 🙂", "größe%20🙂")]
    public void EncodesWhatCouldBreakALine(string value, string encoded) =>
        Text(new ReceiptLine("x").Add("v", value)).ShouldBe($"x v={encoded}\n");

    [Fact]
    public void IsAtMostAKilobyteHoweverLongTheValues()
    {
        var line = new ReceiptLine("end");
        for (var i = 0; i < 10; i++)
        {
            line.Add($"key{i}", new string('\n', 10_000));
        }

        var bytes = line.ToBytes();

        bytes.Length.ShouldBeLessThanOrEqualTo(1024);
        bytes.Count(unit => unit == (byte)'\n').ShouldBe(1);
    }

    private static string Text(ReceiptLine line) => Encoding.UTF8.GetString(line.ToBytes());
}
