using System.Text;

namespace Gatemedic.Logs.Tests;

/// <summary>Log bytes and ways to read them.</summary>
internal static class Logs
{
    internal static readonly LogReading Everything = new() { Name = "error.log", Zone = TimeZoneInfo.Utc };

    internal static Stream Of(string text) => new MemoryStream(Encoding.Latin1.GetBytes(text));

    internal static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    internal static Stream Corpus(string name) => File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Corpus", name));

    internal static LogSummary Errors(string text, LogReading? reading = null) => LogTail.ReadErrors(Of(text), reading ?? Everything);

    internal static ErrorEvent Error(string line) => Assert.Single(Errors(line).Errors).Samples[0];

    internal static DateTimeOffset At(string time) => DateTimeOffset.Parse(time + "Z", null);
}
