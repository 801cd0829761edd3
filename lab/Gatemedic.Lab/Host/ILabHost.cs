namespace Gatemedic.Lab.Host;

/// <summary>A host on which a scenario is staged; it ends, with all that runs in it, when it is disposed or the lab dies.</summary>
internal interface ILabHost : IAsyncDisposable
{
    /// <summary>Command with which a person enters it.</summary>
    string Enter { get; }

    /// <summary>Writes a file in it, making its directories.</summary>
    Task Write(string path, string text, CancellationToken cancel);

    /// <summary>Runs a command in it to its end; exit 124 when it takes longer than the bound.</summary>
    Task<Outcome> Run(IEnumerable<string> command, int seconds, CancellationToken cancel);

    /// <summary>Runs shell text in it to its end; exit 124 when it takes longer than the bound.</summary>
    Task<Outcome> Run(string script, CancellationToken cancel, int seconds = 30) => Run(["bash", "-uc", script], seconds, cancel);
}
