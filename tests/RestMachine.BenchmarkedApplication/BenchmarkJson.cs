using System.Text.Json.Serialization;

namespace RestMachine.BenchmarkedApplication;

internal sealed record User(int Id, string Name, string Email);

[JsonSerializable(typeof(User))]
internal sealed partial class BenchmarkJson : JsonSerializerContext;
