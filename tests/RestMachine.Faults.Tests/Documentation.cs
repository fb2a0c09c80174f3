namespace RestMachine.Faults.Tests;

public class Documentation
{
    [Xunit.Fact]
    public void NamesOnlyTestsThatExist()
    {
        var sources = Directory
            .EnumerateFiles(Path.Combine(Published.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .Where(text => text.Contains("Fact]") || text.Contains("[Fact(") || text.Contains("[Theory]"))
            .ToArray();

        FaultsPage.Rows.Count.ShouldBeGreaterThan(40);
        FaultsPage
            .Rows.Select(cells => cells[3].Trim('`').Split('.'))
            .Where(test => !sources.Any(text => Has(text, test)))
            .Select(test => string.Join('.', test))
            .ShouldBeEmpty();
    }

    [Xunit.Fact]
    public void HasARowForEveryTestOfAFault() =>
        typeof(FaultTest)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(FaultTest)) && type != typeof(Endings))
            .SelectMany(type =>
                type.GetMethods()
                    .Where(method => method.IsDefined(typeof(Xunit.FactAttribute), inherit: true))
                    .Select(method => $"{type.Name}.{method.Name}")
            )
            .Where(test => FaultsPage.Rows.All(cells => cells[3] != $"`{test}`"))
            .ShouldBeEmpty();

    private static bool Has(string text, string[] test) =>
        test is [var type, var method]
        && text.Contains($"class {type}", StringComparison.Ordinal)
        && text.Contains($" {method}(", StringComparison.Ordinal);
}
