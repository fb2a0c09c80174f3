using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace PageViews;

/// <summary>The views of all pages, in DynamoDB. To add is atomic, so that every environment adds what it has counted.</summary>
internal sealed class ViewTable(IAmazonDynamoDB client, string table) : IDisposable
{
    public async Task<long> ReadAsync(string page, CancellationToken cancellation)
    {
        var answer = await client.GetItemAsync(
            new GetItemRequest { TableName = table, Key = KeyOf(page) },
            cancellation
        );
        return answer.Item?.GetValueOrDefault("views") is { N: var views }
            ? long.Parse(views, CultureInfo.InvariantCulture)
            : 0;
    }

    public Task AddAsync(string page, long views, CancellationToken cancellation) =>
        client.UpdateItemAsync(
            new UpdateItemRequest
            {
                TableName = table,
                Key = KeyOf(page),
                // "views" is one of DynamoDB's reserved words.
                UpdateExpression = "ADD #views :views",
                ExpressionAttributeNames = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["#views"] = "views",
                },
                ExpressionAttributeValues = new Dictionary<string, AttributeValue>(StringComparer.Ordinal)
                {
                    [":views"] = new() { N = views.ToString(CultureInfo.InvariantCulture) },
                },
            },
            cancellation
        );

    public void Dispose() => client.Dispose();

    private static Dictionary<string, AttributeValue> KeyOf(string page) =>
        new(StringComparer.Ordinal) { ["page"] = new AttributeValue(page) };
}
