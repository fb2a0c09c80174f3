using System.Globalization;
using System.Xml;

namespace RestMachine.Cli.Local.Timelines;

/// <summary>
/// A timeline as a picture: time runs down, a row for everything that happened, a bar for every process, and its phases
/// behind. Rows are as far apart as text needs, whatever the time between them: milliseconds and minutes stand in one life.
/// </summary>
internal sealed class TimelineSvg(Timeline timeline, string title)
{
    private const int LeastWidth = 960;
    private const double CharacterWidth = 7.3;
    private const int LongestText = 160;
    private const int Top = 72;
    private const int RowHeight = 22;
    private const int TimeEdge = 90;
    private const int DeltaEdge = 170;
    private const int PhaseLeft = 184;
    private const int FirstLane = 410;
    private const int LaneWidth = 24;
    private const int LegendGap = 200;
    private const int TitleHeight = 26;
    private const int LegendHeight = 50;
    private const int TextHeight = 15;

    private static readonly string[] laneColours = ["#2563eb", "#c2410c", "#7c3aed", "#0f766e", "#be185d"];

    private readonly IReadOnlyList<string> lanes = timeline.Lanes;

    // As wide as its longest row needs: what a handler threw may be a long sentence.
    private int Width =>
        timeline
            .Rows.Select(row => TextLeft + (int)Math.Ceiling(CharacterWidth * (Cut(row.Text).Length + 2)))
            .Append(LeastWidth)
            .Max();

    public void Write(TextWriter output)
    {
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true });
        var height = Top + RowHeight * (timeline.Rows.Count + 1);
        xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        Attributes(xml, ("viewBox", $"0 0 {Width} {height}"), ("width", Width), ("height", height));
        Attributes(xml, ("font-family", "ui-monospace, Menlo, Consolas, monospace"), ("font-size", 12));
        Element(xml, "title", title);
        Element(xml, "rect", null, ("width", Width), ("height", height), ("fill", "#ffffff"));
        Element(xml, "text", title, ("x", PhaseLeft), ("y", TitleHeight), ("font-size", 15), ("font-weight", "bold"));
        WritePhases(xml);
        WriteLanes(xml);
        WriteRows(xml);
        xml.WriteEndElement();
    }

    private static string Colour(PhaseKind kind) =>
        kind switch
        {
            PhaseKind.Init => "#fef3c7",
            PhaseKind.Invoke => "#dcfce7",
            PhaseKind.Frozen => "#e2e8f0",
            _ => "#fee2e2",
        };

    private static int Y(int row) => Top + RowHeight * row;

    private int IndexOf(string lane) => lanes.TakeWhile(each => each != lane).Count();

    private int X(string lane) => FirstLane + LaneWidth * IndexOf(lane);

    private string Colour(string lane) => laneColours[IndexOf(lane) % laneColours.Length];

    private int TextLeft => FirstLane + LaneWidth * Math.Max(1, lanes.Count);

    private void WritePhases(XmlWriter xml)
    {
        foreach (var phase in timeline.Phases.OrderBy(phase => phase.FirstRow))
        {
            var height = RowHeight * (phase.LastRow - phase.FirstRow + 1);
            Element(
                xml,
                "rect",
                null,
                ("x", PhaseLeft),
                ("y", Y(phase.FirstRow)),
                ("width", Width - PhaseLeft),
                ("height", height),
                ("fill", Colour(phase.Kind))
            );
            var duration = Timeline.Milliseconds(phase.To - phase.From);
            Element(
                xml,
                "text",
                $"{phase.Name} {duration}",
                ("x", PhaseLeft + 6),
                ("y", Y(phase.FirstRow) + TextHeight)
            );
        }
    }

    private void WriteLanes(XmlWriter xml)
    {
        for (var i = 0; i < lanes.Count; i++)
        {
            var colour = Colour(lanes[i]);
            Element(
                xml,
                "circle",
                null,
                ("cx", PhaseLeft + LegendGap * i + 5),
                ("cy", LegendHeight - 4),
                ("r", 5),
                ("fill", colour)
            );
            Element(xml, "text", lanes[i], ("x", PhaseLeft + LegendGap * i + 16), ("y", LegendHeight));
            foreach (var (first, last) in Lives(lanes[i]))
            {
                Element(
                    xml,
                    "rect",
                    null,
                    ("x", X(lanes[i]) - 2),
                    ("y", Y(first) + RowHeight / 2),
                    ("width", 4),
                    ("height", RowHeight * (last - first)),
                    ("fill", colour)
                );
            }
        }
    }

    // From start to end of each of its processes: a reset ends one, and the next invocation starts another.
    private IEnumerable<(int First, int Last)> Lives(string lane)
    {
        int? first = null;
        for (var i = 0; i < timeline.Rows.Count; i++)
        {
            var row = timeline.Rows[i];
            if (row.Lane != lane)
            {
                continue;
            }
            first ??= i;
            if (row.Text.StartsWith($"{lane} ended", StringComparison.Ordinal))
            {
                yield return (first.Value, i);
                first = null;
            }
        }
        if (first is { } open)
        {
            yield return (open, timeline.Rows.Count - 1);
        }
    }

    private void WriteRows(XmlWriter xml)
    {
        var before = TimeSpan.Zero;
        for (var i = 0; i < timeline.Rows.Count; i++)
        {
            var row = timeline.Rows[i];
            var baseline = Y(i) + TextHeight;
            var time = Timeline.Milliseconds(row.At);
            Element(xml, "text", time, ("x", TimeEdge), ("y", baseline), ("text-anchor", "end"));
            var delta = $"+{Timeline.Milliseconds(row.At - before)}";
            Element(xml, "text", delta, ("x", DeltaEdge), ("y", baseline), ("text-anchor", "end"), ("fill", "#64748b"));
            if (row.Lane is { } lane)
            {
                var colour = Colour(lane);
                Element(xml, "circle", null, ("cx", X(lane)), ("cy", Y(i) + RowHeight / 2), ("r", 5), ("fill", colour));
            }
            Element(xml, "text", Cut(row.Text), ("x", TextLeft), ("y", baseline));
            before = row.At;
        }
    }

    private static void Element(
        XmlWriter xml,
        string name,
        string? text,
        params ReadOnlySpan<(string Name, object Value)> attributes
    )
    {
        xml.WriteStartElement(name);
        Attributes(xml, attributes);
        if (text is not null)
        {
            xml.WriteString(Printable(text));
        }
        xml.WriteEndElement();
    }

    private static void Attributes(XmlWriter xml, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            xml.WriteAttributeString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    private static string Cut(string text) => text.Length <= LongestText ? text : $"{text[..(LongestText - 1)]}…";

    // What XML cannot hold at all: a function may write any byte.
    private static string Printable(string text) =>
        string.Concat(text.Select(each => XmlConvert.IsXmlChar(each) ? each : '\uFFFD'));
}
