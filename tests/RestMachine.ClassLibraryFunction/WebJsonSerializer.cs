using System.Text.Json;
using Amazon.Lambda.Core;
using RestMachine.ClassLibraryFunction;

[assembly: LambdaSerializer(typeof(WebJsonSerializer))]

namespace RestMachine.ClassLibraryFunction;

/// <summary>What users have in Amazon.Lambda.Serialization.SystemTextJson.</summary>
public sealed class WebJsonSerializer : ILambdaSerializer
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    public T Deserialize<T>(Stream requestStream) => JsonSerializer.Deserialize<T>(requestStream, s_options)!;

    public void Serialize<T>(T response, Stream responseStream) =>
        JsonSerializer.Serialize(responseStream, response, s_options);
}
