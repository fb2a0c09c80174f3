using System.Runtime.CompilerServices;
using Constructs;

namespace RestMachine.Cdk;

/// <summary>What an app has built: functions of the same project have the same package.</summary>
internal sealed class ProjectBuilds
{
    private static readonly ConditionalWeakTable<IConstruct, ProjectBuilds> s_apps = [];
    private readonly Dictionary<string, DotnetProject> _projects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _packages = new(StringComparer.Ordinal);

    public static ProjectBuilds Of(Construct scope) => s_apps.GetOrCreateValue(scope.Node.Root);

    public DotnetProject Project(string key, Func<DotnetProject> find) => GetOrAdd(_projects, key, find);

    public string Package(string key, Func<string> publish) => GetOrAdd(_packages, key, publish);

    private static T GetOrAdd<T>(Dictionary<string, T> known, string key, Func<T> make) =>
        known.TryGetValue(key, out var value) ? value : known[key] = make();
}
