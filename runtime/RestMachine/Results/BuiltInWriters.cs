using System.Text;
using System.Text.Json;
using RestMachine.Binding;

namespace RestMachine;

/// <summary>The writers that every application has, in the order in which they are preferred.</summary>
internal static class BuiltInWriters
{
    public static IReadOnlyList<IResponseWriter> Of(RestApplicationOptions options) =>
        [new PlainText(), new PlainBytes(), new Json(options)];

    private sealed class PlainText : IResponseWriter
    {
        public string MediaType => RestMachine.MediaType.Text;

        public bool CanWrite(Type type) => type == typeof(string);

        public ReadOnlyMemory<byte> Write(object value, Type type, ResultContext context) =>
            Encoding.UTF8.GetBytes((string)value);
    }

    private sealed class PlainBytes : IResponseWriter
    {
        public string MediaType => RestMachine.MediaType.Bytes;

        public bool CanWrite(Type type) => type == typeof(byte[]);

        public ReadOnlyMemory<byte> Write(object value, Type type, ResultContext context) => (byte[])value;
    }

    private sealed class Json(RestApplicationOptions options) : IResponseWriter
    {
        public string MediaType => RestMachine.MediaType.Json;

        public bool CanWrite(Type type) => JsonTypes.Find(options, type) is not null;

        public ReadOnlyMemory<byte> Write(object value, Type type, ResultContext context) =>
            JsonSerializer.SerializeToUtf8Bytes(value, context.JsonTypeInfo(type));
    }
}
