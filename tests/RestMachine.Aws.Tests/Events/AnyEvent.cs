using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RestMachine.Aws.Invocations;

namespace RestMachine.Aws.Tests.Events;

/// <summary>Whatever comes in: an answer in JSON, or a refusal; nothing else.</summary>
public sealed class AnyEvent
{
    private static readonly string[] s_goldens =
    [
        .. Directory
            .EnumerateFiles(
                Path.Combine(AppContext.BaseDirectory, "Events", "Golden"),
                "event.json",
                SearchOption.AllDirectories
            )
            .Select(File.ReadAllText),
    ];

    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.Elements(
            "",
            "GET",
            "/",
            "/users/1",
            "/users/%",
            "a=%",
            "2.0",
            "\\ud800",
            "\\u0000",
            "AP8=",
            "%2F",
            "\\r\\n",
            "ü"
        ),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => JsonEncodedText.Encode(text.Get).ToString())
    );

    private static readonly Gen<string> s_name = Gen.Elements(
        "version",
        "rawPath",
        "rawQueryString",
        "path",
        "httpMethod",
        "headers",
        "multiValueHeaders",
        "queryStringParameters",
        "multiValueQueryStringParameters",
        "pathParameters",
        "requestContext",
        "http",
        "method",
        "elb",
        "identity",
        "authorizer",
        "stage",
        "domainName",
        "routeKey",
        "resource",
        "cookies",
        "body",
        "isBase64Encoded",
        "Records",
        "eventSource",
        "detail-type"
    );

    private readonly EchoFunction _function = new();

    [Fact]
    public void OfRandomBytesIsAnsweredOrRefused() => Check(ArbMap.Default.GeneratorFor<byte[]>(), bytes => bytes);

    [Fact]
    public void OfMembersWeKnowWithRandomValuesIsAnsweredOrRefused() => Check(Value(3), Encoding.UTF8.GetBytes);

    [Fact]
    public void OfAGoldenOneWithDamagedBytesIsAnsweredOrRefused()
    {
        var damaged =
            from golden in Gen.Elements(s_goldens)
            from place in Gen.Choose(0, Encoding.UTF8.GetByteCount(golden) - 1)
            from replacement in Gen.Choose(0, 255)
            from length in Gen.Choose(0, 20)
            select Damage(golden, place, (byte)replacement, length);

        Check(damaged, bytes => bytes);
    }

    private static byte[] Damage(string golden, int place, byte replacement, int length)
    {
        var bytes = Encoding.UTF8.GetBytes(golden);
        return [.. bytes[..place], replacement, .. bytes[Math.Min(place + length, bytes.Length)..]];
    }

    private static Gen<string> Value(int depth)
    {
        var leaf = Gen.OneOf(Gen.Elements("null", "true", "7"), s_text.Select(text => $"\"{text}\""));
        if (depth == 0)
        {
            return leaf;
        }

        var member = from name in Gen.OneOf(s_name, s_text) from value in Value(depth - 1) select $"\"{name}\":{value}";
        var array = Gen.ListOf(Value(depth - 1), 2).Select(values => $"[{string.Join(',', values)}]");
        var members = Gen.ListOf(member, 8).Select(all => $"{{{string.Join(',', all)}}}");
        return Gen.Frequency((2, leaf), (1, array), (depth * 3, members));
    }

    private void Check<T>(Gen<T> generator, Func<T, byte[]> bytes) =>
        Prop.ForAll(generator.ToArbitrary(), value => IsAnsweredOrRefused(bytes(value)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private bool IsAnsweredOrRefused(byte[] payload)
    {
        var output = new ArrayBufferWriter<byte>();
        try
        {
            var handling = _function.Adapter.HandleAsync(
                payload,
                EchoFunction.ContextOf("1"),
                new ResponseTarget(output),
                CancellationToken.None
            );
            handling.IsCompletedSuccessfully.ShouldBeTrue();
            using var answer = JsonDocument.Parse(output.WrittenMemory);
            answer.RootElement.GetProperty("body").GetString()!.ShouldNotContain("Exception");
        }
        catch (UnrecognizedEventException exception)
        {
            exception.Message.ShouldStartWith("The event");
        }

        return true;
    }
}
