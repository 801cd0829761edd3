using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Host;

/// <summary>Reads what iptables-save and its kin print.</summary>
internal static class IptablesParser
{
    // Where the kernel asks the built-in chains of each table, and in which order (enum nf_ip_hook_priorities).
    private static readonly Dictionary<string, int> Priorities = new() { ["raw"] = -300, ["mangle"] = -150, ["nat"] = -100, ["filter"] = 0, ["security"] = 50 };
    private const int SourceTranslation = 100;

    /// <summary>The tables; a line that is none of the format is passed over.</summary>
    /// <param name="text">What was printed.</param>
    /// <param name="tool">iptables, ip6tables, iptables-legacy, ip6tables-legacy.</param>
    public static ImmutableArray<FilterTable> Parse(string text, string tool)
    {
        var tables = ImmutableArray.CreateBuilder<FilterTable>();
        var family = tool.StartsWith("ip6", StringComparison.Ordinal) ? "ip6" : "ip";
        var name = "";
        var policies = new Dictionary<string, string>();
        var rules = new Dictionary<string, List<FilterRule>>();
        foreach (var line in text.Split('\n'))
        {
            var words = Words(line);
            if (line.StartsWith('*'))
            {
                (name, policies, rules) = (line[1..].Trim(), [], []);
            }
            else if (line.StartsWith(':') && words.Count >= 2)
            {
                policies[words[0][1..]] = words[1];
            }
            else if (words is ["-A", _, ..] or [_, "-A", _, ..])
            {
                // "[0:0] -A ..." where counters were asked for.
                var at = words.IndexOf("-A");
                var rule = IptablesRule.Parse([.. words.Skip(at + 2)], string.Join(' ', words.Skip(at).Select(Quote)));
                (rules.TryGetValue(words[at + 1], out var list) ? list : rules[words[at + 1]] = []).Add(rule);
            }
            else if (line.StartsWith("COMMIT", StringComparison.Ordinal) && name.Length > 0)
            {
                tables.Add(new FilterTable(tool, family, name, policies.ToImmutableDictionary(p => p.Key, p => Chain(name, p.Key, p.Value, rules.GetValueOrDefault(p.Key) ?? []))));
                name = "";
            }
        }

        return tables.ToImmutable();
    }

    private static FilterChain Chain(string table, string name, string policy, List<FilterRule> rules) => policy == "-"
        ? new FilterChain(name, [.. rules])
        : new FilterChain(name, [.. rules])
        {
            Hook = name.ToLowerInvariant(),
            Kind = table == "nat" ? "nat" : "filter",
            Priority = table == "nat" && name is "POSTROUTING" or "INPUT" ? SourceTranslation : Priorities.GetValueOrDefault(table),
            DropsByPolicy = policy == "DROP",
        };

    /// <summary>Words of a line; what stands in double quotes is one, with backslashes taken off (xtables_save_string).</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quoted, started) = (false, false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"')
            {
                (quoted, started) = (!quoted, true);
            }
            else if (c == '\\' && quoted && i + 1 < line.Length)
            {
                word.Append(line[++i]);
            }
            else if (c is ' ' or '\t' or '\r' && !quoted)
            {
                Flush();
            }
            else
            {
                (_, started) = (word.Append(c), true);
            }
        }

        Flush();
        return words;

        void Flush()
        {
            if (started)
            {
                words.Add(word.ToString());
                word.Clear();
                started = false;
            }
        }
    }

    private static string Quote(string word) =>
        word.Length > 0 && !word.Any(c => c is ' ' or '"' or '\\' or '\'') ? word : $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
