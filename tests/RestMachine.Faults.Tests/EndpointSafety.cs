using System.Text;
using RestMachine.Emulator;

namespace RestMachine.Faults.Tests;

/// <summary>The function's endpoint and those who are not the extension.</summary>
public sealed class EndpointSafety : FaultTest
{
    private const int Requests = 1_000;
    private const string Ours = "RestMachine-Extension: restmachine-shutdown\r\n";

    private static readonly string[] s_bad =
    [
        "",
        "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "POST /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n",
        $"POST /shutdown HTTP/1.1\r\n{Ours}Origin: http://127.0.0.1\r\n\r\n",
        $"POST /shutdown HTTP/1.1\r\n{Ours}Host: rebound.example\r\n\r\n",
        $"POST /shutdown HTTP/1.1\r\n{Ours}Content-Length: 99999999999999999999\r\n\r\n",
        $"POST /shutdown HTTP/1.1\r\n{Ours}Content-Length: 7\r\n\r\n[[[[[[[",
        $"POST /shutdown HTTP/1.1\r\n{Ours}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        $"POST /shutdown HTTP/1.1\r\n{string.Concat(Enumerable.Repeat("A: b\r\n", 2_000))}\r\n",
        new string('x', 100_000),
        "\u0016\u0003\u0001\u0002\0\u0001\0",
    ];

    [Fact]
    public async Task SurvivesAThousandBadRequestsAndServesTheExtension()
    {
        await using var environment = await StartLivingAsync();
        var random = new Random(2026);

        for (var i = 0; i < Requests; i++)
        {
            var answer = await EndpointCalls.SendAsync(Port, Spoil(s_bad[i % s_bad.Length], random), half: true);
            answer.ShouldNotStartWith("HTTP/1.1 200");
        }

        environment.Lines(LogSource.Function).ShouldNotContain("closing");
        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");
        (await EndpointCalls.ShutdownAsync(Port)).ShouldStartWith("HTTP/1.1 200 OK\r\n");
        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);
        environment.Lines(LogSource.Function).Count(line => line == "closed").ShouldBe(1);
        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task FreesThePlacesOfClientsThatSayNothing()
    {
        await using var environment = await StartLivingAsync();
        var silent = new List<Task<string>>();
        for (var i = 0; i < 40; i++)
        {
            silent.Add(EndpointCalls.SendAsync(Port, "POST /shut"));
        }

        var answers = await Task.WhenAll(silent);

        answers.Count(answer => answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal)).ShouldBeInRange(1, 40);
        answers.ShouldAllBe(answer => answer.Length == 0 || answer.StartsWith("HTTP/1.1 408 "));
        (await EndpointCalls.ShutdownAsync(Port)).ShouldStartWith("HTTP/1.1 200 OK\r\n");
        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);
        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task TakesARequestOfTooManyOrTooLongFieldsForTooLarge()
    {
        await using var environment = await StartLivingAsync();
        var fields = string.Concat(Enumerable.Range(0, 2_000).Select(number => $"X-{number}: y\r\n"));

        // Exactly what it reads, so that nothing is left unread and its answer arrives.
        var answer = await EndpointCalls.SendAsync(Port, $"POST /shutdown HTTP/1.1\r\n{Ours}{fields}"[..8_192]);

        answer.ShouldStartWith("HTTP/1.1 413 ");
        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);
        ShouldEndAsDocumented(environment);
    }

    private async Task<LambdaEnvironment> StartLivingAsync()
    {
        var environment = await StartAsync(configure: options => options with { FreezeBetweenInvocations = false });
        await environment.GetProcessIdAsync();
        return environment;
    }

    /// <summary>One byte in it changed; not in those with the extension's field, which that might make good.</summary>
    private static string Spoil(string request, Random random)
    {
        if (request.Length == 0 || request.Contains(Ours, StringComparison.Ordinal))
        {
            return request;
        }

        var text = new StringBuilder(request);
        text[random.Next(text.Length)] = (char)random.Next(256);
        return text.ToString();
    }
}
