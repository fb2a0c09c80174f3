namespace RestMachine;

/// <summary>What a handler returns when it decides status, headers or cookies itself.</summary>
public interface IResult
{
    /// <summary>The response that the result stands for.</summary>
    Response ToResponse(ResultContext context);
}
