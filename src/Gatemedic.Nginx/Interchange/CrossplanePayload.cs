using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>A configuration as the payload of <c>crossplane parse</c>, byte for byte what that prints. docs/crossplane.md tells where it is meant to differ.</summary>
public sealed class CrossplanePayload
{
    /// <summary>An included file may be included again; in a combined payload that must end somewhere.</summary>
    private const int MostInclusions = 100_000;

    private readonly PayloadBuffer written;
    private readonly List<PayloadFile> payloadFiles;
    private readonly CrossplaneOptions options;

    private CrossplanePayload(PayloadReader reader, CrossplaneOptions options)
    {
        (written, payloadFiles, this.options) = (reader.Written, reader.Files, options);
        Errors = [.. reader.Errors];
    }

    /// <summary>All errors, in the order in which crossplane meets files: the main file, then each included one.</summary>
    public ImmutableArray<CrossplaneError> Errors { get; }

    /// <summary>Reads a configuration; unlike nginx it goes on after an error, in the same file where that is possible.</summary>
    /// <param name="files">Where files come from.</param>
    /// <param name="mainPath">Absolute path; relative includes start at its directory.</param>
    /// <param name="options">What goes into it.</param>
    public static CrossplanePayload Read(IConfigFiles files, string mainPath, CrossplaneOptions options)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(mainPath);
        ArgumentNullException.ThrowIfNull(options);
        var reader = new PayloadReader(files, mainPath, options);
        reader.Read();
        return new CrossplanePayload(reader, options);
    }

    /// <summary>Writes it as one line of JSON.</summary>
    public void WriteTo(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var head = new PayloadBuffer();
        head.Raw("{\"status\":"u8);
        Status(head, Errors.IsEmpty);
        head.Raw(",\"errors\":["u8);
        for (var i = 0; i < Errors.Length; i++)
        {
            head.Raw(i > 0 ? ",{\"file\":"u8 : "{\"file\":"u8);
            head.Text(Errors[i].File);
            head.Raw(","u8);
            Error(head, Errors[i]);
        }

        head.Raw("],\"config\":["u8);
        var emitter = new Emitter(written, payloadFiles, output);
        var count = options.Combine ? 1 : payloadFiles.Count;
        for (var i = 0; i < count; i++)
        {
            Head(head, i > 0, payloadFiles[i].Path, options.Combine ? Errors : payloadFiles[i].Errors);
            head.CopyTo(output, 0, head.Position);
            head.Truncate(0);
            emitter.Emit(payloadFiles[i], MostInclusions);
            head.Raw("]}"u8);
        }

        head.Raw("]}\n"u8);
        head.CopyTo(output, 0, head.Position);
    }

    private static void Head(PayloadBuffer head, bool follows, string path, IReadOnlyList<CrossplaneError> errors)
    {
        head.Raw(follows ? ",{\"file\":"u8 : "{\"file\":"u8);
        head.Text(path);
        head.Raw(",\"status\":"u8);
        Status(head, errors.Count == 0);
        head.Raw(",\"errors\":["u8);
        for (var i = 0; i < errors.Count; i++)
        {
            head.Raw(i > 0 ? ",{"u8 : "{"u8);
            Error(head, errors[i]);
        }

        head.Raw("],\"parsed\":["u8);
    }

    private static void Status(PayloadBuffer head, bool isGood) => head.Raw(isGood ? "\"ok\""u8 : "\"failed\""u8);

    private static void Error(PayloadBuffer head, CrossplaneError error)
    {
        head.Raw("\"error\":"u8);
        head.Text(error.Text);
        head.Raw(",\"line\":"u8);
        if (error.Line is { } line)
        {
            head.Number(line);
        }
        else
        {
            head.Raw("null"u8);
        }

        head.Raw("}"u8);
    }

    /// <summary>Writes files with what they include in place.</summary>
    private sealed class Emitter(PayloadBuffer written, List<PayloadFile> files, Stream output)
    {
        private readonly HashSet<PayloadFile> open = [];
        private byte last = (byte)'[';
        private int inclusions;

        public void Emit(PayloadFile file, int most)
        {
            last = (byte)'[';
            inclusions = most;
            Emit(file);
        }

        private void Emit(PayloadFile file)
        {
            // A loop is an error of its own already.
            if (inclusions-- <= 0 || !open.Add(file))
            {
                return;
            }

            foreach (var piece in file.Pieces)
            {
                if (piece.Includes is { } includes)
                {
                    foreach (var index in includes)
                    {
                        Emit(files[index]);
                    }
                }
                else if (piece.End > piece.Start)
                {
                    // The commas between statements are in the piece; the one before it depends on what went before.
                    if (last != '[' && written.At(piece.Start) == '{')
                    {
                        output.WriteByte((byte)',');
                    }

                    written.CopyTo(output, piece.Start, piece.End);
                    last = written.At(piece.End - 1);
                }
            }

            open.Remove(file);
        }
    }
}
