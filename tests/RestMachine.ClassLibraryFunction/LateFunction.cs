using RestMachine.Aws;

namespace RestMachine.ClassLibraryFunction;

/// <summary>As <see cref="HelloFunction"/>, by somebody who forgot <see cref="AwsApiGatewayAdapter.Start"/>.</summary>
public sealed class LateFunction
{
    private readonly AwsApiGatewayAdapter _adapter = new(Application.Create());

    public Task<Stream> Handler(Stream input) => _adapter.HandleEventAsync(input);
}
