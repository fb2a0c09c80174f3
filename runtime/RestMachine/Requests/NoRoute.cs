namespace RestMachine.Requests;

/// <summary>404 where no route has the path, else the methods it has: asked for by OPTIONS, or with a 405.</summary>
internal static class NoRoute
{
    public static Response Answer(RestApplication application, Request request, string path)
    {
        var routes = application.Router.RoutesOf(path);
        if (routes.Count == 0)
        {
            return new Problem(404).ToResponse();
        }

        var allow = string.Join(", ", MethodsOf(routes));
        var response =
            request.Method == "OPTIONS"
                ? new Response(204)
                : new Problem(405, Detail: $"The path answers {allow}.").ToResponse();
        response.Headers["Allow"] = allow;
        return response;
    }

    private static SortedSet<string> MethodsOf(IReadOnlyList<Route> routes)
    {
        var methods = new SortedSet<string>(routes.Select(route => route.Method), StringComparer.Ordinal);
        if (methods.Contains("GET"))
        {
            methods.Add("HEAD");
        }

        return methods;
    }
}
