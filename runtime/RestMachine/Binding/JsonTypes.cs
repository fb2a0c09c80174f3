using System.Text.Json.Serialization.Metadata;

namespace RestMachine.Binding;

/// <summary>What the application's serializer context knows of a type.</summary>
internal static class JsonTypes
{
    public static JsonTypeInfo? Find(RestApplicationOptions options, Type type) => options.Json?.GetTypeInfo(type);

    public static string HowToAdd(RestApplicationOptions options, Type type) =>
        options.Json is { } context
            ? $"add [JsonSerializable(typeof({TypeName.Of(type)}))] to {context.GetType().Name}."
            : $"give the application a JsonSerializerContext with [JsonSerializable(typeof({TypeName.Of(type)}))]: "
                + "new RestApplication(MyJson.Default).";
}
