using System.ComponentModel.DataAnnotations;
using System.Text;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Binding;

public sealed class ParameterRules
{
    private readonly RestApplication _app = new(OrdersJson.Default);

    public ParameterRules()
    {
        _app.Get(
            "/pages/{size}",
            (
                [Range(1, 50)] int size,
                [Range(1, 9)] int page = 1,
                [Range(0, 1)] double? share = null,
                [MinLength(2), Display(Name = "tags")] string[]? tag = null,
                [Header("X-Trace"), RegularExpression("[a-z]+")] string? trace = null,
                [Required] string? sort = "up"
            ) => $"{size} {page} {share} {tag?.Length} {trace} {sort}"
        );
        _app.Post(
            "/form",
            ([Form, StringLength(3)] string name, [Form, EmailAddress] string? mail) => $"{name} {mail}"
        );
        _app.Post("/orders", ([Range(1, 9)] int priority, [MaxLength(1)] Order[] orders) => $"{priority}");
    }

    [Theory]
    [InlineData("GET /pages/5?tag=a&tag=b", "5 1  2  up")]
    [InlineData("GET /pages/5?page=9&share=0.5&tag=a&tag=b&sort=down", "5 9 0.5 2  down")]
    public async Task ThatAreKeptLetTheRequestPass(string request, string answer) =>
        (await _app.Send(request)).Text().ShouldBe(answer);

    [Theory]
    [InlineData("GET /pages/0?tag=a&tag=b", "size", "size: The field size must be between 1 and 50.")]
    [InlineData("GET /pages/5?page=10&tag=a&tag=b", "page", "page: The field page must be between 1 and 9.")]
    [InlineData(
        "GET /pages/51?share=2&tag=a&sort=",
        null,
        "size: The field size must be between 1 and 50.|share: The field share must be between 0 and 1.|"
            + "tag: The field tags must be a string or array type with a minimum length of '2'.|sort: The sort field is required."
    )]
    public async Task ThatAreBrokenAre422WithEveryParameter(string request, string? parameter, string errors)
    {
        var response = await _app.Send(request);

        response.Status.ShouldBe(422);
        response.Problem().Member("parameter").ShouldBe(parameter);
        response.Errors().ShouldBe(errors);
    }

    [Fact]
    public async Task AreToldByTheNameThatTheRequestHas()
    {
        var request = new Request("GET", "/pages/5") { QueryString = "tag=a&tag=b", Headers = { { "x-trace", "1" } } };

        (await _app.HandleAsync(request, TestContext.Current.CancellationToken))
            .Errors()
            .ShouldBe("X-Trace: The field trace must match the regular expression '[a-z]+'.");
    }

    [Theory]
    [InlineData("name=Ada&mail=ada%40example.org", "Ada ada@example.org")]
    [InlineData("name=Ada", "Ada ")]
    public async Task LetAFormPass(string form, string answer) => (await SendForm(form)).Text().ShouldBe(answer);

    [Fact]
    public async Task HoldTheFieldsOfAForm() =>
        (await SendForm("name=Grace&mail=x"))
            .Errors()
            .ShouldBe(
                "name: The field name must be a string with a maximum length of 3.|mail: The mail field is not a valid e-mail address."
            );

    [Fact]
    public async Task AreToldTogetherWithThoseOfTheBody() =>
        (await _app.Send("POST /orders?priority=0", """[{"customer":"Ada"},{"customer":"A","quantity":1}]"""))
            .Errors()
            .ShouldBe(
                "priority: The field priority must be between 1 and 9.|"
                    + "[0].quantity: The field Quantity must be between 1 and 100.|"
                    + "[1].customer: The field Customer must be a string with a minimum length of 2 and a maximum length of 10.|"
                    + "orders: The field orders must be a string or array type with a maximum length of '1'."
            );

    [Fact]
    public async Task AreBrokenByWhatTheirPatternDoesNotDecideInTime()
    {
        const string Slow = "^(a+)+$";
        _app.Get("/slow", ([RegularExpression(Slow, MatchTimeoutInMilliseconds = 20)] string text) => text);

        var response = await _app.Send($"GET /slow?text={new string('a', 60)}!");

        response.Errors().ShouldBe($"text: The field text must match the regular expression '{Slow}'.");
    }

    [Fact]
    public async Task ComeAfterWhatDoesNotParse() => (await _app.Send("GET /pages/0?page=x")).Status.ShouldBe(400);

    private ValueTask<Response> SendForm(string form) =>
        _app.HandleAsync(
            new Request("POST", "/form")
            {
                Headers = { { "Content-Type", "application/x-www-form-urlencoded" } },
                Body = Encoding.UTF8.GetBytes(form),
            },
            TestContext.Current.CancellationToken
        );
}
