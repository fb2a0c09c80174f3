using RestMachine.Aws;

namespace RestMachine.ClassLibraryFunction;

/// <summary>The handler class of a class library: its constructor is INIT.</summary>
public sealed class HelloFunction
{
    private readonly AwsApiGatewayAdapter _adapter = new(Application.Create());

    public HelloFunction() => _adapter.Start();

    public Task<Stream> Handler(Stream input) => _adapter.HandleEventAsync(input);
}
