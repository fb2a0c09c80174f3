using System.Text;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Results;

public sealed class OptionsWithOtherWriters
{
    [Fact]
    public void ForgetThoseOfTheOptionsTheyWereCopiedFrom()
    {
        var plain = new RestApplicationOptions();
        MediaTypesOf(plain).ShouldBe(["text/plain; charset=utf-8", "application/octet-stream"]);

        MediaTypesOf(plain with { Writers = [new CommaSeparated()] }).ShouldContain("text/csv");
        var json = plain with { Json = TestJson.Default };
        json.AllWriters.ShouldContain(writer => writer.CanWrite(typeof(User)));
        MediaTypesOf(plain).ShouldNotContain("text/csv");
    }

    private static IEnumerable<string> MediaTypesOf(RestApplicationOptions options) =>
        options.AllWriters.Where(writer => writer.MediaType != "application/json").Select(writer => writer.MediaType);

    private sealed class CommaSeparated : IResponseWriter
    {
        public string MediaType => "text/csv";

        public bool CanWrite(Type type) => true;

        public ReadOnlyMemory<byte> Write(object value, Type type, ResultContext context) =>
            Encoding.UTF8.GetBytes($"{value}");
    }
}
