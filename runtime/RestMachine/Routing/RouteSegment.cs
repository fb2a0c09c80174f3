namespace RestMachine.Routing;

/// <summary>One segment of a template; its text is decoded, or is the parameter's name.</summary>
internal sealed record RouteSegment(SegmentKind Kind, string Text, RouteConstraint Constraint);

internal enum SegmentKind
{
    Literal,
    Parameter,
    CatchAll,
}
