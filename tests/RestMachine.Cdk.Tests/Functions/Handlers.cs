namespace RestMachine.Cdk.Tests.Functions;

// The package is this test's own folder, and the handler's class is this one.
public sealed class Handlers
{
    private const string Right = "RestMachine.Cdk.Tests::RestMachine.Cdk.Tests.Functions.Handlers::AreFound";

    [Fact]
    public void AreFound() =>
        Should.NotThrow(() => HandlerCheck.Refuse("Stack/Function", AppContext.BaseDirectory, Right));

    [Theory]
    [InlineData("Handle", "expected \"Assembly::Namespace.Class::Method\".")]
    [InlineData("Store::Shop.Orders::Handle", "but publishes no Store.dll.")]
    [InlineData("RestMachine.Cdk.Tests::Orders::Handle", "but RestMachine.Cdk.Tests.dll has no class Orders.")]
    [InlineData(
        "RestMachine.Cdk.Tests::RestMachine.Cdk.Tests.Functions.Handlers::Run",
        "but RestMachine.Cdk.Tests.Functions.Handlers has no method Run."
    )]
    public void ThatNameNothingAreRefused(string handler, string expected)
    {
        var refusal = Should
            .Throw<InvalidOperationException>(() =>
                HandlerCheck.Refuse("Stack/Function", AppContext.BaseDirectory, handler)
            )
            .Message;

        refusal.ShouldStartWith($"Stack/Function has the Handler \"{handler}\"");
        refusal.ShouldEndWith(expected);
    }
}
