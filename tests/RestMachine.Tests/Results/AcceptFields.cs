using FsCheck;
using FsCheck.Fluent;

namespace RestMachine.Tests.Results;

/// <summary>What always holds of the Accept field, whatever it contains (RFC 9110, 12.5.1).</summary>
public sealed class AcceptFields
{
    private static readonly string[] Ranges =
    [
        "*/*",
        "text/*",
        "text/plain",
        "text/plain;format=flowed",
        "application/*",
        "application/json",
        "application/json;profile=\"a, b;q=1\"",
        "image/png",
    ];

    private static readonly string[] Written =
    [
        "text/plain",
        "text/plain;format=flowed",
        "application/json",
        "application/json;profile=\"a, b;q=1\"",
    ];

    private static Gen<(string Range, int Thousandths)[]> Fields =>
        Gen.Shuffle(Ranges)
            .SelectMany(
                _ => Gen.Choose(0, 1000).ArrayOf(Ranges.Length),
                (ranges, weights) => ranges.Zip(weights).Take(1 + (weights[0] % Ranges.Length)).ToArray()
            );

    [Fact]
    public void WeighATypeByTheNarrowestRangeThatCoversItWhateverTheirOrder() =>
        Prop.ForAll(
                Fields.ToArbitrary(),
                Gen.Elements(Written).ToArbitrary(),
                (field, type) =>
                {
                    var accept = string.Join(
                        ", ",
                        field.Select(part => $"{part.Range};q={part.Thousandths / 1000m:0.###}")
                    );

                    AcceptField.QualityOf(accept, type).ShouldBe(Expected(field, type), 1e-9, $"{type} by {accept}");
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void NeverFailAndNeverLeaveTheScale() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>().Filter(text => text is not null),
                text => AcceptField.QualityOf(text!, "text/plain; charset=utf-8") is >= 0 and <= 1
            )
            .QuickCheckThrowOnFailure();

    /// <summary>The ranges that cover a type, the narrowest first: itself, its essence, its kind, everything.</summary>
    private static double Expected((string Range, int Thousandths)[] field, string type)
    {
        var essence = type.Split(';')[0];
        string[] covering = [type, essence, $"{essence.Split('/')[0]}/*", "*/*"];
        return covering
                .Select(range =>
                    field
                        .Where(part => part.Range == range)
                        .Select(part => (double?)part.Thousandths / 1000)
                        .FirstOrDefault()
                )
                .FirstOrDefault(weight => weight is not null)
            ?? 0;
    }
}
