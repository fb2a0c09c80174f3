using System.Text.Json;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Binding;

public sealed class BodyRules
{
    private const string Valid = "\"customer\":\"Ada\",\"quantity\":1";

    private readonly RestApplication _app = new(OrdersJson.Default);

    public BodyRules()
    {
        _app.Post("/order", (Order order) => order.Customer!);
        _app.Post("/orders", ([Body] Order[] orders) => $"{orders.Length}");
        _app.Post("/addresses", async (Dictionary<string, Address> addresses) => await Task.FromResult("ok"));
        _app.Post("/credentials", (AdminCredentials? credentials) => $"{credentials is null}");
        _app.Post("/pair", (Pair pair) => "ok");
    }

    [Theory]
    [InlineData(
        "",
        "customer: The Customer field is required.|quantity: The field Quantity must be between 1 and 100."
    )]
    [InlineData(
        "\"customer\":\"A\",\"quantity\":5",
        "customer: The field Customer must be a string with a minimum length of 2 and a maximum length of 10."
    )]
    [InlineData(Valid + ",\"e-mail\":\"x\"", "e-mail: The Email field is not a valid e-mail address.")]
    [InlineData(
        Valid + ",\"tags\":[]",
        "tags: The field Tags must be a string or array type with a minimum length of '1'."
    )]
    [InlineData(
        Valid + ",\"tags\":[\"a\",\"b\",\"c\"]",
        "tags: The field Tags must be a string or array type with a maximum length of '2'."
    )]
    [InlineData(Valid + ",\"delivery\":\"1999-01-01\"", "delivery: delivery of Order")]
    [InlineData(
        Valid + ",\"address\":{\"zip\":\"x\"}",
        "address.street: The Street field is required.|address.zip: The field Zip must match the regular expression '[0-9]{5}'."
    )]
    [InlineData(
        Valid + ",\"address\":{\"street\":\"a\",\"parent\":{}}",
        "address.parent.street: The Street field is required."
    )]
    [InlineData(
        Valid + ",\"lines\":[{\"weight\":1},{\"weight\":3}]",
        "lines[1].weight: The field Weight must be between 0.5 and 2.5."
    )]
    [InlineData(Valid + ",\"others\":{\"home\":null,\"work\":{}}", "others.work.street: The Street field is required.")]
    public async Task ThatAreBrokenAre422WithEveryField(string members, string errors)
    {
        var response = await _app.Send("POST /order", $"{{{members}}}");

        response.Status.ShouldBe(422);
        response.Problem().Member("parameter").ShouldBe("order");
        response.Errors().ShouldBe(errors);
    }

    [Theory]
    [InlineData("POST /order", "{" + Valid + "}", "Ada")]
    [InlineData(
        "POST /order",
        "{" + Valid + ",\"tags\":[\"a\"],\"lines\":[],\"address\":null,\"delivery\":\"2026-01-01\"}",
        "Ada"
    )]
    [InlineData("POST /orders", "[]", "0")]
    [InlineData("POST /credentials", "", "True")]
    [InlineData("POST /pair", """{"first":1,"second":3}""", "ok")]
    public async Task ThatAreKeptLetTheBodyPass(string request, string body, string answer) =>
        (await _app.Send(request, body)).Text().ShouldBe(answer);

    [Theory]
    [InlineData(
        "POST /orders",
        "[{" + Valid + "},{}]",
        "[1].customer: The Customer field is required.|[1].quantity: The field Quantity must be between 1 and 100."
    )]
    [InlineData("POST /addresses", """{"home":{}}""", "home.street: The Street field is required.")]
    [InlineData("POST /pair", """{"first":1,"second":2}""", "$: The field Pair is invalid.")]
    public async Task OfCollectionsAndWholeTypesCount(string request, string body, string errors) =>
        (await _app.Send(request, body)).Errors().ShouldBe(errors);

    [Theory]
    [InlineData(
        """{"password":"","role":"guest"}""",
        "role: The Role field does not equal any of the values specified in AllowedValuesAttribute.|password: The Password field is required.|repeated: Repeated is not Password"
    )]
    [InlineData("""{"password":"abc","repeated":"abcd"}""", "repeated: Repeated is not Password")]
    [InlineData("""{"password":"abc","repeated":"abc"}""", "password: Too short.")]
    public async Task AreInheritedAndTheObjectItselfComesLast(string body, string errors) =>
        (await _app.Send("POST /credentials", body)).Errors().ShouldBe(errors);

    [Fact]
    public async Task AreToldAHundredTimesAtMost()
    {
        var response = await _app.Send("POST /orders", $"[{string.Join(',', Enumerable.Repeat("{}", 1000))}]");

        response.Errors().Split('|').Length.ShouldBe(101);
        response.Errors().ShouldEndWith("|$: There is more; the first 100 are told.");
    }
}
