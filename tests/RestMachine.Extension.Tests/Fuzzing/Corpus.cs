namespace RestMachine.Extension.Tests.Fuzzing;

/// <summary>The kept seeds of a reader: well-formed inputs, and every input that once found a defect.</summary>
internal static class Corpus
{
    private const int Inputs = 200_000;

    /// <summary>Every seed as it is, then that many mutations of them; the same ones in every run.</summary>
    public static IEnumerable<byte[]> Of(string reader)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Fuzzing", "Seeds", reader);
        var seeds = Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToArray();
        seeds.ShouldNotBeEmpty();
        var mutation = new Mutation(seeds, randomSeed: 2026);
        return seeds.Concat(Enumerable.Range(0, Inputs).Select(_ => mutation.Next()));
    }
}
