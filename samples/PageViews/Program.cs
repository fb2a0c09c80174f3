using Amazon.DynamoDBv2;
using PageViews;
using RestMachine;
using RestMachine.Aws;

var table =
    Environment.GetEnvironmentVariable("TABLE")
    ?? throw new InvalidOperationException(
        "TABLE is not set: expected the name of a DynamoDB table with the key \"page\"."
    );
var app = new RestApplication(ViewsJson.Default);

// Registered in the wrong order, on purpose: what a handler uses decides, and not where it stands. The cache is built on the
// metrics, so whoever uses the cache ends before the metrics are flushed.
app.OnShutdown("flush_metrics", (ViewMetrics metrics) => metrics.Flush());
app.OnShutdown("write_back", (ViewCache cache, CancellationToken cancellation) => cache.WriteBackAsync(cancellation))
    .Within(TimeSpan.FromMilliseconds(250));

app.OnStartup("open_metrics", ViewMetrics.Open);
app.OnStartup("open_table", () => new ViewTable(new AmazonDynamoDBClient(), table));
app.OnStartup("open_cache", (ViewTable views, ViewMetrics metrics) => new ViewCache(views, metrics));

app.Get(
    "/pages/{page}",
    (string page, ViewCache cache, CancellationToken cancellation) => cache.FindAsync(page, cancellation)
);
app.Post(
    "/pages/{page}/views",
    (string page, ViewCache cache, CancellationToken cancellation) => cache.CountAsync(page, cancellation)
);

await new AwsApiGatewayAdapter(app).RunAsync();
