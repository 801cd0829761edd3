using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Nginx;

/// <summary>Every directive of nginx's own modules: contexts, arguments, values, defaults and releases. The rows are read by name, when first asked for.</summary>
public static partial class DirectiveTable
{
    /// <summary>The release whose defaults count where none is known: the one of Debian 13, before the new defaults of 1.29.7.</summary>
    public static readonly NginxVersion Assumed = new(1, 26, 0);

    /// <summary>Every name in any release, in ASCII order.</summary>
    public static IEnumerable<string> Names => Index.Entries.Keys;

    /// <summary>A directive of nginx's own in any release.</summary>
    public static bool Contains(string name) => Index.Entries.ContainsKey(name);

    /// <summary>All rows of a name: one for each kind of block and each change between releases; empty when it is not nginx's own.</summary>
    public static ImmutableArray<DirectiveRow> Of(string name) => Index.Entries.TryGetValue(name, out var entry) ? entry.Rows : [];

    /// <summary>What holds in one of these contexts and this release; null when it is not allowed there or not known then.</summary>
    /// <param name="name">The directive.</param>
    /// <param name="contexts">One context, or several of which any will do.</param>
    /// <param name="version">Null: <see cref="Assumed"/>.</param>
    public static DirectiveRow? Find(string name, DirectiveContexts contexts, NginxVersion? version = null)
    {
        foreach (var row in Of(name))
        {
            if ((row.Contexts & contexts) != 0 && row.IsIn(version ?? Assumed))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The words of each default value; empty when nginx has none or no such directive.</summary>
    public static ImmutableArray<ImmutableArray<string>> Defaults(string name, DirectiveContexts contexts, NginxVersion? version = null) =>
        Find(name, contexts, version)?.Defaults ?? [];

    /// <summary>True when the directive must open a block in these contexts, false when it must not, null when either may be right, or it is not allowed there.</summary>
    internal static bool? NeedsBlock(string name, DirectiveContexts contexts) =>
        Index.Entries.TryGetValue(name, out var entry) ? entry.NeedsBlock(contexts) : null;

    /// <summary>Made on first use, so that programs that ask nothing pay nothing.</summary>
    private static class Index
    {
        public static readonly Dictionary<string, Entry> Entries = Read();

        private static Dictionary<string, Entry> Read()
        {
            var entries = new Dictionary<string, Entry>(1024, StringComparer.Ordinal);
            var text = Rows;
            for (var start = 0; start < text.Length;)
            {
                var from = start;
                var name = text.Slice(from, text[from..].IndexOf((byte)' '));
                while (text[start..].StartsWith(name) && text[start + name.Length] == ' ')
                {
                    var length = text[start..].IndexOf((byte)'\n');
                    start = length < 0 ? text.Length : start + length + 1;
                }

                entries[Encoding.ASCII.GetString(name)] = new Entry(from, start);
            }

            return entries;
        }
    }

    /// <summary>The rows of one name, from one byte of the text to another.</summary>
    private sealed class Entry(int start, int end)
    {
        private Parsed? parsed;

        public ImmutableArray<DirectiveRow> Rows => (parsed ??= Parse()).Rows;

        public bool? NeedsBlock(DirectiveContexts contexts)
        {
            var known = parsed ??= Parse();
            return ((known.Blocks & contexts) != 0, (known.Simple & contexts) != 0) switch
            {
                (true, false) => true,
                (false, true) => false,
                _ => null,
            };
        }

        private Parsed Parse()
        {
            var rows = Encoding.ASCII.GetString(DirectiveTable.Rows[start..end]).TrimEnd('\n').Split('\n').Select(DirectiveRow.Parse).ToImmutableArray();
            return new Parsed(
                rows,
                rows.Aggregate(DirectiveContexts.None, (all, row) => row.IsBlock ? all | row.Contexts : all),
                rows.Aggregate(DirectiveContexts.None, (all, row) => row.IsBlock ? all : all | row.Contexts));
        }
    }

    private sealed record Parsed(ImmutableArray<DirectiveRow> Rows, DirectiveContexts Blocks, DirectiveContexts Simple);
}
