namespace RestMachine.Cdk.Tests.Functions;

// The package is this test's own folder, and the handler's class is this one.
public sealed class Handlers
{
    private const string Place = "RestMachine.Cdk.Tests::RestMachine.Cdk.Tests.Functions.";

    [Theory]
    [InlineData("Handlers::AreFound")]
    [InlineData("Derived::Inherited")]
    [InlineData("Construct::ToString")]
    [InlineData("Handlers+Nested::Run")]
    public void AreFound(string handler) =>
        Should.NotThrow(() => HandlerCheck.Refuse("Stack/Function", AppContext.BaseDirectory, Place + handler));

    [Theory]
    [InlineData("Handle", "expected \"Assembly::Namespace.Class::Method\".")]
    [InlineData("Store::Shop.Orders::Handle", "but publishes no Store.dll.")]
    [InlineData(
        "RestMachine.Cdk.Tests::Orders::Handle",
        "but RestMachine.Cdk.Tests.dll has no class Orders; a class within a class is Outer+Inner."
    )]
    [InlineData(
        "RestMachine.Cdk.Tests::RestMachine.Cdk.Tests.Functions.Nested::Run",
        "has no class RestMachine.Cdk.Tests.Functions.Nested; a class within a class is Outer+Inner."
    )]
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

    internal abstract class Generic<T>
    {
        public virtual T? Inherited() => default;
    }

    internal static class Nested
    {
        public static void Run() { }
    }
}

internal sealed class Derived : Handlers.Generic<string>;

/// <summary>Its base class is of another assembly of the package.</summary>
internal sealed class Construct() : Constructs.Construct(null!, "");
