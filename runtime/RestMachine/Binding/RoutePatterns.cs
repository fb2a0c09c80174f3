using System.ComponentModel;
using RestMachine.Routing;

namespace RestMachine.Binding;

/// <summary>
/// Generated code calls it where a template may have a regular expression; only then is the engine linked.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RoutePatterns
{
    internal static Func<string, string, SegmentTest>? Make { get; private set; }

    /// <summary>Lets templates have the constraint <c>regex(…)</c>.</summary>
    public static void Allow() => Make = SegmentPattern.Test;
}
