using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace RestMachine.Aws.Invocations;

/// <summary>The invocation's place in a trace: an activity where anybody listens, and AWS X-Ray's variable.</summary>
/// <param name="setsVariable">Whether invocations come one at a time: a variable belongs to the whole process.</param>
internal sealed class InvocationTrace(bool setsVariable)
{
    private const string Variable = "_X_AMZN_TRACE_ID";

    private static readonly ActivitySource s_source = new(AwsApiGatewayAdapter.ActivitySourceName);

    private string? _last;

    /// <summary>Null where nobody listens.</summary>
    public Activity? Begin(string? traceId)
    {
        if (setsVariable && !string.Equals(traceId, _last, StringComparison.Ordinal))
        {
            _last = traceId;
            SetVariable(traceId);
        }

        return s_source.HasListeners()
            ? s_source.StartActivity("invocation", ActivityKind.Server, XRayParent.Read(traceId))
            : null;
    }

    [SuppressMessage(
        "ApiDesign",
        "RS0030:Do not use banned APIs",
        Justification = "AWS's clients set it for every invocation; the X-Ray SDKs in the same process read it. "
            + "https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html"
    )]
    private static void SetVariable(string? value) => Environment.SetEnvironmentVariable(Variable, value);
}
