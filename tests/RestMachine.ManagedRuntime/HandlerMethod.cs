using System.Reflection;
using Amazon.Lambda.Core;

namespace RestMachine.ManagedRuntime;

/// <summary>
/// A handler of the forms that the managed runtime takes here: an event, as a stream or as a type of the serializer that
/// the assembly names, and perhaps the context.
/// </summary>
internal static class HandlerMethod
{
    public static Func<Invocation, Task<Stream>> Bind(object target, MethodInfo method)
    {
        var parameters = method.GetParameters();
        var hasContext = parameters.Length == 2;
        if (parameters[0].ParameterType == typeof(Stream) && !hasContext)
        {
            var handler = method.CreateDelegate<Func<Stream, Task<Stream>>>(target);
            return invocation => handler(invocation.Event);
        }

        if (parameters[0].ParameterType == typeof(Stream))
        {
            var handler = method.CreateDelegate<Func<Stream, ILambdaContext, Task<Stream>>>(target);
            return invocation => handler(invocation.Event, new InvocationContext(invocation));
        }

        var types = (parameters[0].ParameterType, method.ReturnType.GenericTypeArguments[0]);
        return (Func<Invocation, Task<Stream>>)
            typeof(HandlerMethod)
                .GetMethod(nameof(BindTyped), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(types.ParameterType, types.Item2)
                .Invoke(null, [target, method])!;
    }

    private static Func<Invocation, Task<Stream>> BindTyped<TEvent, TAnswer>(object target, MethodInfo method)
    {
        var serializer = SerializerOf(method);
        var handler = method.CreateDelegate<Func<TEvent, ILambdaContext, Task<TAnswer>>>(target);
        return async invocation =>
        {
            var answer = await handler(
                serializer.Deserialize<TEvent>(invocation.Event),
                new InvocationContext(invocation)
            );
            var output = new MemoryStream();
            serializer.Serialize(answer, output);
            output.Position = 0;
            return output;
        };
    }

    private static ILambdaSerializer SerializerOf(MethodInfo method) =>
        method.Module.Assembly.GetCustomAttribute<LambdaSerializerAttribute>() is { } attribute
            ? (ILambdaSerializer)Activator.CreateInstance(attribute.SerializerType)!
            : throw new InvalidOperationException(
                $"{method} has an event of a type, but no [assembly: LambdaSerializer]."
            );
}
