using System.Text.Json.Serialization;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Results;

internal record Account(int Id);

internal sealed record SecretAccount(int Id, string Hash) : Account(Id);

[JsonPolymorphic]
[JsonDerivedType(typeof(Circle), "circle")]
internal abstract record Shape;

internal sealed record Circle(int Radius) : Shape;

[JsonSerializable(typeof(IReadOnlyList<User>))]
[JsonSerializable(typeof(IEnumerable<User>))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(SecretAccount))]
[JsonSerializable(typeof(Shape))]
internal sealed partial class ShapesJson : JsonSerializerContext;
