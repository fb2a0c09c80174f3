using RestMachine.ConformanceFunction;
using RestMachine.Emulator;

namespace RestMachine.AspNetCore.Tests.Conformance;

public sealed class EveryHost(Hosts hosts) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public static TheoryData<string> Names => [.. Exchanges.All.Select(exchange => exchange.Name)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AnswersAlike(string name)
    {
        var exchange = Exchanges.All.Single(exchange => exchange.Name == name);

        (await SendAsync(exchange, hosts.Kestrel)).ToString().ShouldBe((await AskInMemoryAsync(exchange)).ToString());
        foreach (var door in Enum.GetValues<FrontDoorKind>())
        {
            var expected = await AskInMemoryAsync(exchange.Through(door));
            var answer = await SendAsync(exchange, hosts.FrontDoor(door));
            answer.ToString().ShouldBe(expected.Behind(door).ToString(), $"front door {door}");
        }
    }

    private static async Task<Answer> AskInMemoryAsync(Exchange exchange)
    {
        await using var client = ConformanceApplication.Create().TestClient();
        return Answer.Of(await client.SendAsync(exchange.ToRequest(), Cancellation));
    }

    private async Task<Answer> SendAsync(Exchange exchange, Uri server)
    {
        using var message = exchange.ToMessage(server);
        using var response = await _client.SendAsync(message, Cancellation);
        return await Answer.OfAsync(response, Cancellation);
    }
}
