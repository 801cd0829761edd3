namespace Gatemedic.Nginx;

/// <summary>Which file includes which, for finding what nginx would never finish reading.</summary>
internal sealed class IncludeGraph
{
    private readonly Dictionary<PayloadVisit, List<Edge>> edges = [];

    /// <summary>Adds an include.</summary>
    public void Add(PayloadVisit from, PayloadVisit to, int line)
    {
        if (!edges.TryGetValue(from, out var list))
        {
            edges[from] = list = [];
        }

        list.Add(new Edge(to, line));
    }

    /// <summary>The includes that close a loop, each with the file that it names.</summary>
    public IEnumerable<(PayloadVisit File, string Included, int Line)> Loops(PayloadVisit main)
    {
        var open = new HashSet<PayloadVisit> { main };
        var done = new HashSet<PayloadVisit>();
        var path = new Stack<(PayloadVisit Visit, int Next)>([(main, 0)]);
        while (path.TryPop(out var at))
        {
            if (!edges.TryGetValue(at.Visit, out var list) || at.Next == list.Count)
            {
                open.Remove(at.Visit);
                done.Add(at.Visit);
                continue;
            }

            path.Push((at.Visit, at.Next + 1));
            var edge = list[at.Next];
            if (open.Contains(edge.To))
            {
                yield return (at.Visit, edge.To.Path, edge.Line);
            }
            else if (!done.Contains(edge.To))
            {
                open.Add(edge.To);
                path.Push((edge.To, 0));
            }
        }
    }

    private readonly record struct Edge(PayloadVisit To, int Line);
}
