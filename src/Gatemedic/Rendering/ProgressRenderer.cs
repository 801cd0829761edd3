namespace Gatemedic.Rendering;

/// <summary>Says on a terminal's standard error what takes so long, after a second, and wipes it when done. Silent when piped.</summary>
internal sealed class ProgressRenderer : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Timer? _timer;
    private readonly string _text;
    private int _ticks;
    private bool _ended;

    private ProgressRenderer(string text)
    {
        _text = text;
        if (!Console.IsErrorRedirected)
        {
            _timer = new Timer(_ => Tick(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Starts to wait for the moment to speak.</summary>
    public static ProgressRenderer Start(string text) => new(text);

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _ended = true;
            if (_ticks > 0)
            {
                Console.Error.Write("\r" + new string(' ', _text.Length + 12) + "\r");
            }
        }
    }

    private void Tick()
    {
        lock (_gate)
        {
            if (!_ended)
            {
                Console.Error.Write($"\r{_text} ... {++_ticks} s");
            }
        }
    }
}
