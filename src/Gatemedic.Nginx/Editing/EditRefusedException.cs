namespace Gatemedic.Nginx;

/// <summary>Leaves the making of a plan; becomes <see cref="EditPlan.Error"/>.</summary>
internal sealed class EditRefusedException(EditError error) : Exception(error.Message)
{
    /// <summary>Why.</summary>
    public EditError Error => error;

    /// <summary>An edit of a directive is refused.</summary>
    public static EditRefusedException At(Directive? directive, string main, string message, string remedy) =>
        new(new EditError(message, directive?.File ?? main, directive?.Line ?? 0, remedy));
}
