namespace RestMachine.Packages.Tests.Templates;

internal sealed record Combination(string Database, bool IsAheadOfTime, bool HasStack)
{
    public string Name => $"{Database}{(IsAheadOfTime ? ".Aot" : "")}{(HasStack ? ".Stacked" : "")}";

    /// <summary>Of dotnet new.</summary>
    public string[] Arguments =>
        [
            "restmachine",
            "--name",
            Name,
            "--output",
            $"All/{Name}",
            "--database",
            Database,
            .. IsAheadOfTime ? ["--aot"] : Array.Empty<string>(),
            .. HasStack ? ["--stack"] : Array.Empty<string>(),
        ];

    public IEnumerable<string> Projects
    {
        get
        {
            string[] names = HasStack ? [Name, $"{Name}.Tests", $"{Name}.Stack"] : [Name, $"{Name}.Tests"];
            return names.Select(name => $"{Name}/{name}/{name}.csproj");
        }
    }

    /// <summary>Without PostgreSQL the tests of its users are skipped; in CI nothing is.</summary>
    public bool CanBeTested =>
        Database != "postgres"
        || Directory.Exists("/usr/lib/postgresql")
        || Environment.GetEnvironmentVariable("CI") == "true";
}
