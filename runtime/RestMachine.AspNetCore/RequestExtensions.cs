using Microsoft.AspNetCore.Http;

namespace RestMachine.AspNetCore;

/// <summary>What ASP.NET Core knows of a request beyond HTTP.</summary>
public static class RequestExtensions
{
    extension(Request request)
    {
        /// <summary>The context of ASP.NET Core; <see langword="null"/> where the request came in another way.</summary>
        public HttpContext? HttpContext => request.Feature<HttpContext>();
    }
}
