using System.Net;
using System.Text;
using System.Text.Json;

namespace RestMachine.Emulator.Tests;

public sealed class FrontDoor : IDisposable
{
    private readonly Doubles doubles = new();

    public void Dispose() => doubles.Dispose();

    [Fact]
    public async Task ServesHttpOnAFreePort()
    {
        var options = doubles.Options() with { FrontDoorPort = 0 };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);
        using var client = new HttpClient { BaseAddress = environment.FrontDoorUri };

        var text = await client.GetStringAsync("users/1?x=1&x=2", Doubles.Cancellation);

        using var happened = JsonDocument.Parse(text);
        var root = happened.RootElement;
        root.GetProperty("rawPath").GetString().ShouldBe("/users/1");
        root.GetProperty("queryStringParameters").GetProperty("x").GetString().ShouldBe("1,2");
        root.GetProperty("headers").GetProperty("host").GetString().ShouldBe(environment.FrontDoorUri!.Authority);
    }

    [Fact]
    public async Task SaysThatThePortIsTaken()
    {
        var options = doubles.Options() with { FrontDoorPort = 0 };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);

        var failure = await Should.ThrowAsync<PortTakenException>(() =>
            LambdaEnvironment.StartAsync(
                doubles.Options() with
                {
                    FrontDoorPort = environment.FrontDoorUri!.Port,
                },
                Doubles.Cancellation
            )
        );

        failure.Port.ShouldBe(environment.FrontDoorUri!.Port);
        failure.Message.ShouldContain("set FrontDoorPort to another one");
    }

    [Fact]
    public async Task QueuesRequestsWhileOneIsServed()
    {
        var options = doubles.Options() with { FrontDoorPort = 0 };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);
        using var client = new HttpClient { BaseAddress = environment.FrontDoorUri };

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => client.GetStringAsync($"{i}", Doubles.Cancellation))
        );

        answers.Select((text, i) => text.Contains($"\"rawPath\":\"/{i}\"")).ShouldAllBe(right => right);
    }

    [Fact]
    public async Task TurnsTheFunctionsAnswerIntoHttp()
    {
        const string Answer = """
            {"statusCode":201,"headers":{"Location":"/users/7","content-type":"application/json"},"cookies":["a=1","b=2"],"body":"{\"id\":7}"}
            """;
        var options = doubles.Options(variables: ("FUNCTION_ANSWER", Answer.Trim())) with { FrontDoorPort = 0 };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false })
        {
            BaseAddress = environment.FrontDoorUri,
        };

        using var answer = await client.PostAsync("users", new StringContent("{}"), Doubles.Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Headers.Location.ShouldBe(new Uri("/users/7", UriKind.Relative));
        answer.Headers.GetValues("set-cookie").ShouldBe(["a=1", "b=2"]);
        (await answer.Content.ReadAsStringAsync(Doubles.Cancellation)).ShouldBe("""{"id":7}""");
    }

    [Fact]
    public async Task SendsAFieldThatIsNotAscii()
    {
        const string Answer = """{"statusCode":200,"headers":{"x-name":"J\u00fcrgen"},"body":"hello"}""";
        var options = doubles.Options(variables: ("FUNCTION_ANSWER", Answer)) with { FrontDoorPort = 0 };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);
        using var handler = new SocketsHttpHandler { ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using var client = new HttpClient(handler) { BaseAddress = environment.FrontDoorUri };

        using var answer = await client.GetAsync("", Doubles.Cancellation);

        answer.Headers.GetValues("x-name").ShouldBe(["Jürgen"]);
    }

    [Fact]
    public async Task AnswersHeadWithTheLengthAndWithoutTheBody()
    {
        const string Answer = """{"statusCode":200,"body":"hello"}""";
        var options = doubles.Options(variables: ("FUNCTION_ANSWER", Answer)) with { FrontDoorPort = 0 };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);
        using var client = new HttpClient { BaseAddress = environment.FrontDoorUri };
        using var request = new HttpRequestMessage(HttpMethod.Head, "");

        using var answer = await client.SendAsync(request, Doubles.Cancellation);

        answer.Content.Headers.ContentLength.ShouldBe(5);
        (await answer.Content.ReadAsByteArrayAsync(Doubles.Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("error")]
    [InlineData("die-in-invoke")]
    public async Task AnswersAFunctionsErrorWithAnInternalServerError(string fault)
    {
        await using var environment = await doubles.StartAsync(fault);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://users.example/");

        using var answer = await environment.SendAsync(request, Doubles.Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync(Doubles.Cancellation)).ShouldBe(
            """{"message":"Internal Server Error"}"""
        );
    }

    [Fact]
    public async Task WorksInMemoryWithoutAPort()
    {
        await using var environment = await doubles.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, "http://users.example/users/1")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };

        using var answer = await environment.SendAsync(request, Doubles.Cancellation);

        environment.FrontDoorUri.ShouldBeNull();
        var text = await answer.Content.ReadAsStringAsync(Doubles.Cancellation);
        text.ShouldContain("\"host\":\"users.example\"");
        text.ShouldContain("\"method\":\"PUT\"");
        text.ShouldContain("\"body\":\"{}\"");
    }

    [Fact]
    public async Task AnswersServiceUnavailableAfterTheShutdown()
    {
        var options = doubles.Options() with { FrontDoorPort = 0 };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);
        await environment.SpinDownAsync();
        using var client = new HttpClient { BaseAddress = environment.FrontDoorUri };

        using var answer = await client.GetAsync("", Doubles.Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }
}
