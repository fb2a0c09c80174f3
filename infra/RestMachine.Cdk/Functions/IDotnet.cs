namespace RestMachine.Cdk;

/// <summary>The .NET SDK that builds functions: of this machine, or in a container.</summary>
internal interface IDotnet
{
    /// <summary>What <c>dotnet publish</c> is told besides what every publish is told.</summary>
    IReadOnlyList<string> PublishOptions { get; }

    /// <summary>A path of this machine, as the SDK sees it.</summary>
    string PathOf(string path);

    /// <returns>Standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed, and said why.</exception>
    string Run(params string[] arguments);
}
