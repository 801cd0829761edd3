using System.Collections.Immutable;
using System.Text.Json;
using Gatemedic.Logs;

namespace Gatemedic.Rendering;

/// <summary>Fields of JSON that a reader can rely on: no number that is none, no half of a character, times in UTC, null where nothing is known.</summary>
internal sealed class JsonFields(Utf8JsonWriter json)
{
    /// <summary>A text or null.</summary>
    public void Text(string name, string? text)
    {
        if (text is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, Whole(text));
        }
    }

    /// <summary>A time in UTC or null.</summary>
    public void Time(string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A whole number or null.</summary>
    public void Whole(string name, long? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A number, null when it is not finite.</summary>
    public void Number(string name, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumber(name, Math.Round(number, 6));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>true or false.</summary>
    public void Flag(string name, bool flag) => json.WriteBoolean(name, flag);

    /// <summary>An object.</summary>
    public void Object(string name, Action fields)
    {
        json.WriteStartObject(name);
        fields();
        json.WriteEndObject();
    }

    /// <summary>An object, or null where there is nothing.</summary>
    public void Object<T>(string name, T? item, Action<T> fields)
        where T : class
    {
        if (item is null)
        {
            json.WriteNull(name);
        }
        else
        {
            Object(name, () => fields(item));
        }
    }

    /// <summary>A list of objects.</summary>
    public void List<T>(string name, ImmutableArray<T> items, Action<T> fields)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            fields(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A list of texts.</summary>
    public void Texts(string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(Whole(text));
        }

        json.WriteEndArray();
    }

    /// <summary>Texts with how often.</summary>
    public void Counts(string name, ImmutableArray<Counted> counts) => List(name, counts, c =>
    {
        Text("text", c.Text);
        Whole("count", c.Count);
    });

    /// <summary>A series over time.</summary>
    public void Times(string name, TimeSeries times) => Object(name, () =>
    {
        Number("stepSeconds", times.Step.TotalSeconds);
        Time("start", times.Start);
        json.WriteStartArray("counts");
        foreach (var count in times.Counts)
        {
            json.WriteNumberValue(count);
        }

        json.WriteEndArray();
    });

    /// <summary>How events are spread.</summary>
    public void Rhythm(string name, Rhythm rhythm) => Object(name, () =>
    {
        Text("kind", rhythm.Kind);
        List("bursts", rhythm.Bursts, b =>
        {
            Time("from", b.From);
            Time("to", b.To);
            Whole("count", b.Count);
        });
    });

    /// <summary>Lines to look at again.</summary>
    public void Quotes(string name, ImmutableArray<LogQuote> quotes) => List(name, quotes, q =>
    {
        Text("source", q.Source);
        Text("line", q.Line);
    });

    /// <summary>Captures of a signature.</summary>
    public void Captures(string name, ImmutableSortedDictionary<string, string> captures) => Object(name, () =>
    {
        foreach (var (key, value) in captures)
        {
            Text(key, value);
        }
    });

    /// <summary>Half a surrogate pair cannot be written as UTF-8.</summary>
    private static string Whole(string text)
    {
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            if (System.Text.Rune.DecodeFromUtf16(rest, out _, out var used) != System.Buffers.OperationStatus.Done)
            {
                return string.Concat(text.EnumerateRunes().Select(r => r.ToString()));
            }

            rest = rest[used..];
        }

        return text;
    }
}
