using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using static RestMachine.Aws.Tests.RuntimeApi.TestEvents;

namespace RestMachine.Aws.Tests.RuntimeApi;

public sealed class InvocationMeasurements : IDisposable
{
    private const string Failure = "Function.SurelyOnlyHereException";

    private readonly PollerUnderTest _poller = new();
    private readonly ConcurrentQueue<string> _measured = new();
    private readonly MeterListener _listener = new()
    {
        InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == AwsApiGatewayAdapter.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        },
    };

    public InvocationMeasurements()
    {
        _listener.SetMeasurementEventCallback<double>(
            (instrument, seconds, _, _) => _measured.Enqueue($"{instrument.Name} {instrument.Unit} {seconds > 0}")
        );
        _listener.SetMeasurementEventCallback<long>(
            (instrument, count, tags, _) =>
                _measured.Enqueue($"{instrument.Name} {count} {tags[0].Key}={tags[0].Value}")
        );
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _poller.Dispose();
    }

    /// <summary>The meter is the process': other tests' invocations are measured too.</summary>
    [Fact]
    public async Task AreTheDurationOfEachAndTheErrorsByTheirType()
    {
        _poller.Get("/hello", _ => ValueTask.FromResult("hello"));
        _ = _poller.Start();
        _poller.Adapter.OnEvent((_, _) => throw new SurelyOnlyHereException());
        _poller.RuntimeApi.Next(Answer("id-1", Get("/hello")));
        _poller.RuntimeApi.Next(Answer("id-2", "{}"));
        await _poller.RuntimeApi.PostAsync();
        await _poller.RuntimeApi.PostAsync();
        await _poller.StopAsync();

        _measured.Count(line => line == "faas.invoke_duration s True").ShouldBeGreaterThanOrEqualTo(2);
        _measured.Count(line => line == $"faas.errors 1 error.type={Failure}").ShouldBe(1);
    }

    private sealed class SurelyOnlyHereException : Exception;
}
