using System.Buffers;
using RestMachine.Aws.RuntimeApi;
using static RestMachine.Aws.Tests.RuntimeApi.TestEvents;

namespace RestMachine.Aws.Tests.RuntimeApi;

public class AllocationsOfTheLoop
{
    [Fact]
    public void AreNoneForNextAndResponse()
    {
        using var server = new ScriptedRuntimeApi();
        for (var i = 0; i < 20; i++)
        {
            server.Next(
                Answer("8476a536-e9f4-11e8-9739-2dfe598c3fcd", Get("/hello"), Deadline(TimeSpan.FromMinutes(1)))
            );
        }

        using var client = new RuntimeApiClient(server.Address);
        var response = new ResponseBuffer();
        Exchange(client, response);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 20; i++)
        {
            Exchange(client, response);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public async Task AreContextTokenRequestAndResponseAndNothingThatGrows()
    {
        const int enough = 1_500;
        var allocated = new List<long>();
        using var poller = new PollerUnderTest();
        poller.Get(
            "/hello",
            _ =>
            {
                allocated.Add(GC.GetAllocatedBytesForCurrentThread());
                return ValueTask.FromResult("hello");
            }
        );
        _ = poller.Start();
        for (var i = 0; i < 20; i++)
        {
            poller.RuntimeApi.Next(Answer("id-1", Get("/hello"), Deadline(TimeSpan.FromMinutes(1))));
            await poller.RuntimeApi.PostAsync();
        }

        await poller.StopAsync();
        var each = allocated.Zip(allocated.Skip(1), (before, after) => after - before).Skip(5).ToArray();
        each.ShouldAllBe(bytes => bytes < enough, $"bytes for each invocation: {string.Join(", ", each)}");
    }

    private static void Exchange(RuntimeApiClient client, ResponseBuffer response)
    {
        var invocation = client.Next();
        response.Clear();
        response.Write(invocation.Event.Span);
        client.Respond(invocation.AwsRequestId, response);
    }
}
