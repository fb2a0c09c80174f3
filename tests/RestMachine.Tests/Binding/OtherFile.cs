namespace RestMachine.Tests.Binding;

internal static class OtherFile
{
    public static void Register(RestApplication app) => app.Get("/other/{id}", (int id) => $"other {id}");
}
