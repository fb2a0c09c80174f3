using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace PageViews;

/// <summary>
/// Metrics that OpenTelemetry gathers, and sends to a collector every minute (in which a frozen environment has no part) and at
/// the end. Nobody gets them unless <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where a collector is.
/// </summary>
internal sealed class ViewMetrics
{
    private const string Name = "PageViews";
    private const int Patience = 150;
    private readonly Meter _meter = new(Name);
    private readonly MeterProvider _provider;

    private ViewMetrics(MeterProvider provider)
    {
        _provider = provider;
        Counted = _meter.CreateCounter<long>("page_views.counted");
        Written = _meter.CreateCounter<long>("page_views.written");
    }

    public Counter<long> Counted { get; }

    /// <summary>What is missing to <see cref="Counted"/> in the end is lost.</summary>
    public Counter<long> Written { get; }

    public static ViewMetrics Open()
    {
        var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService(Name))
            .AddMeter(Name);
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
        {
            metrics.AddOtlpExporter(exporter =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.TimeoutMilliseconds = Patience;
            });
        }
        return new ViewMetrics(metrics.Build());
    }

    /// <exception cref="TimeoutException">The collector refuses, or is not there in time.</exception>
    public void Flush()
    {
        // Not Shutdown, nor Dispose: neither says whether the collector has taken anything.
        if (!_provider.ForceFlush(Patience))
        {
            throw new TimeoutException($"The collector has not taken the metrics within {Patience} ms.");
        }
    }
}
