using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RestMachine.Aws.Invocations;

/// <summary>
/// How long invocations take and which fail, where anybody listens; made with the first of them, beside INIT's critical path.
/// Names and units: https://opentelemetry.io/docs/specs/semconv/faas/faas-metrics/
/// </summary>
internal static class InvocationMeter
{
    private static readonly Meter s_meter = new(AwsApiGatewayAdapter.MeterName);

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>("faas.invoke_duration", "s");

    private static readonly Counter<long> s_errors = s_meter.CreateCounter<long>("faas.errors", "{error}");

    /// <summary>A timestamp; 0 where nobody listens.</summary>
    public static long Begin() => s_duration.Enabled || s_errors.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <param name="began">What <see cref="Begin"/> returned.</param>
    /// <param name="errorType">Null for a success.</param>
    public static void End(long began, string? errorType)
    {
        if (began == 0)
        {
            return;
        }

        s_duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        if (errorType is not null)
        {
            s_errors.Add(1, new KeyValuePair<string, object?>("error.type", errorType));
        }
    }
}
