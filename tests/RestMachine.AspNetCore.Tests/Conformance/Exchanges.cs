using RestMachine.Emulator;

namespace RestMachine.AspNetCore.Tests.Conformance;

/// <summary>The requests that all hosts are held to.</summary>
internal static class Exchanges
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    public static IEnumerable<Exchange> All => [.. Paths, .. Inputs, .. Refusals, .. Answers];

    private static IEnumerable<Exchange> Paths =>
        [
            new("root", "GET", "/"),
            new("route value", "GET", "/items/42"),
            new("encoded octets are decoded once", "GET", "/names/a%20b%25c"),
            new("an encoded slash stays in its segment", "GET", "/names/a%2Fb")
            {
                // HTTP APIs decode the path.
                HandedOn = new Dictionary<FrontDoorKind, string> { [FrontDoorKind.HttpApi] = "/names/a/b" },
            },
            new("a plus in a path is a plus", "GET", "/names/a+b"),
            new("UTF-8 in a path", "GET", "/names/%C3%BC"),
            new("catch-all", "GET", "/files/a/b%2Fc/d"),
            new("empty segments", "GET", "/raw/a//b"),
            new("dots stay", "GET", "/raw/a/.b/..c"),
            new("trailing slash", "GET", "/items/42/"),
            new("query as it was sent", "GET", "/raw/x?a=%26&b=1+2&a=%2B")
            {
                // Where the event has values by name their order is lost; a plain load balancer hands on the last of each.
                HandedOn = new Dictionary<FrontDoorKind, string>
                {
                    [FrontDoorKind.RestApi] = "/raw/x?a=%26&a=%2B&b=1%202",
                    [FrontDoorKind.Alb] = "/raw/x?a=%2B&b=1+2",
                    [FrontDoorKind.AlbMultiValue] = "/raw/x?a=%26&a=%2B&b=1+2",
                },
            },
            new("an empty query", "GET", "/raw/x?"),
        ];

    private static IEnumerable<Exchange> Inputs =>
        [
            new("query values", "GET", "/query?text=a%26b+c&number=1&number=2")
            {
                // A load balancer without multi-value headers hands on the last value.
                HandedOn = new Dictionary<FrontDoorKind, string>
                {
                    [FrontDoorKind.Alb] = "/query?text=a%26b+c&number=2",
                },
            },
            new Exchange("several lines of a field", "GET", "/fields").With("X-Field", "one, two"),
            new Exchange("cookies", "GET", "/cookies").With("Cookie", "a=1; b=2"),
            new Exchange("JSON", "POST", "/items").Sending(Json, """{"id":7,"name":"Grüße"}"""),
            new Exchange("text", "PUT", "/text").Sending("text/plain; charset=utf-8", "Grüße"),
            new Exchange("bytes", "POST", "/length").Sending("application/octet-stream", "12345"),
            new Exchange("form", "POST", "/form").Sending(Form, "name=a+b&color=red&color=%2300f"),
            new Exchange("multipart form", "POST", "/form").Sending(
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAda\r\n--x--\r\n"
            ),
            new("a method of its own", "PURGE", "/items/1"),
        ];

    private static IEnumerable<Exchange> Refusals =>
        [
            new("no such path", "GET", "/nowhere"),
            new("constraint", "GET", "/items/x"),
            new("no such method", "DELETE", "/items/1"),
            new("options", "OPTIONS", "/items/1"),
            new("query that does not parse", "GET", "/query?number=x"),
            new Exchange("broken JSON", "POST", "/items").Sending(Json, """{"id":"""),
            new Exchange("a JSON value of another type", "POST", "/items").Sending(Json, """{"id":"x"}"""),
            new Exchange("an empty body", "POST", "/items").Sending(Json, ""),
            new Exchange("another media type", "POST", "/items").Sending("text/xml", "<item/>"),
            new Exchange("not acceptable", "GET", "/items/1").With("Accept", "image/png"),
            new("exception", "GET", "/throws"),
        ];

    private static IEnumerable<Exchange> Answers =>
        [
            new("HEAD", "HEAD", "/items/42"),
            new("binary", "GET", "/bytes"),
            new("UTF-8", "GET", "/unicode"),
            new("null is 404", "GET", "/nothing"),
            new("nothing is 204", "DELETE", "/nothing"),
            new("a megabyte", "GET", "/large"),
            new("a stream", "GET", "/stream"),
            new("HEAD of a stream", "HEAD", "/stream"),
            new("two cookies", "GET", "/two-cookies"),
            new("two lines of a field", "GET", "/two-lines"),
            new("a cookie beside a field that sets one", "GET", "/cookie-and-field"),
            new("problem", "GET", "/teapot"),
            new("entity tag", "GET", "/conditional"),
            new Exchange("not modified", "GET", "/conditional").With("If-None-Match", "*"),
            new Exchange("precondition failed", "GET", "/conditional").With("If-Match", "\"other\""),
            new Exchange("another origin", "GET", "/items/1").With("Origin", "https://example.com"),
            new Exchange("preflight", "OPTIONS", "/items/1")
                .With("Origin", "https://example.com")
                .With("Access-Control-Request-Method", "GET"),
        ];
}
